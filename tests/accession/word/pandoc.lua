-- Read Word files and write each as JSON on a line. The input has pairs of lines: a manner of changes, a file.
for manner in io.lines() do
  local file = assert(io.open(io.read("l"), "rb"))
  local document = pandoc.read(file:read("a"), { format = "docx" }, { track_changes = manner })
  file:close()
  io.write(pandoc.write(document, "json"), "\n")
end
