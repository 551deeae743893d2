-- Typst stops at a link that leads nowhere, where others only do not follow it: such links become their words.
function Pandoc(document)
  local there = {}
  local function note(element)
    there["#" .. element.identifier] = true
  end
  document:walk({ Header = note, Div = note, Span = note })
  return document:walk({
    Link = function(link)
      if link.target:sub(1, 1) == "#" and not there[link.target] then
        return link.content
      end
    end,
  })
end
