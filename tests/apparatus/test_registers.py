"""The register of persons: its order, and what leads to the documents that mention them."""

from __future__ import annotations

from apparatus.printed import document, edition, matter, p, published, t

from variorum.model import Facts, Field, FieldKind, Head, Name, Person


def test_the_register_is_in_the_order_of_letters_and_parts_titles_that_have_commas() -> None:
    """Marks over letters, apostrophes and particles count for nothing; a name may mean several persons."""
    sorts = ("Frischauer, B.", "von Liszt, F.", "D’Annunzio, G.", "Förster, A.", "Dumanoir, P.", "Ludwig, E.")
    people = tuple(Person(f"p{at}", sort, sort) for at, sort in enumerate(sorts))
    both = Name((t("sons"),), "rs", facts=Facts(also=("ref=#p0 #p3",)))
    head = Head((p(Field(FieldKind.TITLE, (t("To A., 5 May"),))),))
    made = published(edition(document(p(both), head=head), document(p(both), name="e"), persons=people)).value
    entries = [each.partition("<label>")[2] for each in matter(made, "persons") if "<label>" in each]
    assert entries == [
        "D’Annunzio, G.</>",
        "Dumanoir, P.</>",
        "Förster, A.</> (To A., 5 May -> #d); (e -> #e)",
        "Frischauer, B.</> (To A., 5 May -> #d); (e -> #e)",
        "von Liszt, F.</>",
        "Ludwig, E.</>",
    ]
