"""What an editor changed in a file for editing, carried back into the sources of the edition.

The base in the file, the file as it is now and the edition of today are compared: base and file word by word,
base and edition by the origins of printed characters. What has a place in a source becomes an edit of it;
whatever has none is told with the reason. Nothing is written before the edition with the edits has been
built in memory, read back, and found to say what the file says.
"""
