"""Set documents: each by itself, shared among processes, and only those that are not kept from before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from variorum.apparatus.registers import datum
from variorum.archive import Refusal
from variorum.contract import Setting, Sheet, TemplateFormat, chosen_purpose, sets_at_once
from variorum.findings import Diagnostic, Result
from variorum.findings.machine import ProcessLost, TemplateUnfit
from variorum.origin import OriginRule
from variorum.press import Request, cache
from variorum.press.workers import Workers
from variorum.publication import Publication, PublishedDocument
from variorum.registry import (
    RENDERERS,
    Registration,
    component_missing,
    failing,
    load_format,
    output_dropped,
    renderer,
)
from variorum.style import Style


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be set in a format."""

    format: str
    package: str
    distribution: str
    document: PublishedDocument
    setting: Setting
    content: str

    @classmethod
    def of(cls, listed: Registration, document: PublishedDocument, setting: Setting, content: str) -> Task:
        """Make the task of setting a document in a registered format.

        `content` is the digest of document and setting.
        """
        return cls(listed.name, listed.package, listed.distribution, document, setting, content)


def setting_of(publication: Publication, style: Style) -> Setting:
    """Return what renderers need to set the documents of a publication in a style."""
    imprint = publication.imprint
    title = datum(imprint, "title", imprint.title).repeat(OriginRule.TITLE)
    return Setting(style, publication.series, title, imprint.language, publication.phrases)


def setting_for(one: object, setting: Setting, request: Request) -> Result[Setting]:
    """Return a setting as a format is asked to have it: for a purpose of its own, with a template's looks."""
    own = replace(setting, purpose=chosen_purpose(one, request.purposes))
    template = request.template
    if template is None or not isinstance(one, TemplateFormat):
        return Result(own)
    made = one.with_template(own, template.data)
    if isinstance(made, Refusal):
        return Result(own, (TemplateUnfit(file=template.name, reason=made.reason),))
    return Result(made)


def unfit_template(formats: Iterable[object], request: Request) -> tuple[Diagnostic, ...]:
    """Return a finding if a template is asked for that no format takes."""
    if request.template is None or any(isinstance(one, TemplateFormat) for one in formats):
        return ()
    return (TemplateUnfit(file=request.template.name, reason="none of the formats takes a template"),)


def set_all(
    tasks: Sequence[Task], workers: Workers, advance: Callable[[], None], characters: int
) -> tuple[Result[Sheet | None], ...]:
    """Return the sheets of the tasks, in their order; `advance` is called for each task that is done.

    `characters` says how much there is to set in each format; those that set at once are not worth a process.

    A sheet that could not be made is None and has a finding.
    """
    done: dict[int, Result[Sheet | None]] = {}
    keys = [cache.key(task.format, task.package, task.content) for task in tasks]
    for number, (task, key) in enumerate(zip(tasks, keys, strict=True)):
        kept = cache.load(key, task.document)
        if kept is not None:
            done[number] = Result(kept.value, kept.diagnostics)
            advance()
    waiting = [number for number in range(len(tasks)) if number not in done]

    def finish(at: int, made: Result[Sheet | None]) -> None:
        number = waiting[at]
        done[number] = made
        if made.value is not None:
            cache.keep(keys[number], tasks[number].document, Result(made.value, made.diagnostics))
        advance()

    formats = {task.format for task in tasks}
    slow = {name for name in formats if not sets_at_once(load_format(name).value)}
    share = sum(tasks[number].format in slow for number in waiting) / max(len(tasks), 1)
    left = int(characters * len(formats) * share)
    workers.spread(typeset, [tasks[number] for number in waiting], left, finish)
    cache.prune()
    lost: Result[Sheet | None] = Result(None, (ProcessLost(),))
    return tuple(done.get(number, lost) for number in range(len(tasks)))


def typeset(task: Task) -> Result[Sheet | None]:
    """Set one document; a library that is missing is a finding."""
    loaded = renderer(task.format)
    if loaded.value is None:
        return Result(None, loaded.diagnostics)
    try:
        with output_dropped():
            made = loaded.value.typeset(task.document, task.setting)
    except (ImportError, OSError) as error:
        found = component_missing(f"what the format “{task.format}” needs", task.distribution, error)
        return Result(None, (found,))
    except Exception as error:
        on = task.document.id
        return Result(None, (failing(RENDERERS.thing, task.format, task.distribution, on, error),))
    return Result(made.value, made.diagnostics)
