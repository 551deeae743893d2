-- A note stands where it is called, so that a style sheet can float it to the page foot.
function Note(note)
  return pandoc.Span(pandoc.utils.blocks_to_inlines(note.content), { class = "footnote" })
end
