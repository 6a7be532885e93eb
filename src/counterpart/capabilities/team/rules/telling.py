"""Pure: functions, key posts and mobilisation as documents, which are pages and files alike."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.team.rules.functions import Held, Holding, held_as, matrix
from counterpart.capabilities.team.rules.posts import MOVES, Move, Post, balance, changes
from counterpart.engines.clocks.rules.deadlines import month_on
from counterpart.engines.clocks.rules.promises import MET, Clock
from counterpart.engines.clocks.rules.promises import Standing as Stands
from counterpart.engines.reporting.rules.cells import (
    Cell,
    Column,
    Mark,
    Shape,
    Table,
    Tone,
    day,
    day_in_words,
    marked,
    number,
    text,
)
from counterpart.engines.reporting.rules.cells import Kind as Cells
from counterpart.engines.reporting.rules.document import Block, Document, Heading, Paragraph, Points, Weight
from counterpart.values.money import exact

HELD = {
    Holding.NOBODY: Mark("Nobody", (Shape.CROSS,), Tone.BAD),
    Holding.ONCE: Mark("Once", (Shape.TICK,), Tone.GOOD),
    Holding.SEVERAL: Mark("More than once", (Shape.ALERT,), Tone.CAUTION),
}
FILLED = Mark("Held", (Shape.TICK,), Tone.GOOD)
VACANT = Mark("Vacant", (Shape.CROSS,), Tone.BAD)
UNKNOWN = Mark("Nobody entered", (Shape.DASH,), Tone.CAUTION)
LATE = (Stands.LATE, Stands.LONG_LATE)


def functions(agreement: AgreementFacts, on: date) -> Document:
    """Who does what: which functions nobody holds, and which several do."""
    rows = matrix(agreement.terms.template)
    blocks: list[Block] = [Paragraph(_functions_lead(rows))]
    if rows:
        gaps, twice = held_as(rows, Holding.NOBODY), held_as(rows, Holding.SEVERAL)
        if gaps:
            blocks += [Heading("Held by nobody"), Points(tuple(f"{r.name} ({r.stage})" for r in gaps))]
        if twice:
            told = tuple(f"{r.name}: {' and '.join(f'{post}, {who}' for who, post in r.posts)}" for r in twice)
            blocks += [Heading("Held more than once"), Points(told)]
        blocks += [Heading("Every function"), _matrix(agreement, rows)]
    return _document(
        agreement, "Who does what", "From what is wanted to what is paid for, by party and post.", on, blocks
    )


def _functions_lead(rows: Sequence[Held]) -> str:
    if not rows:
        return "The agreement’s terms name no functions. They are written into its template, each with who holds it."
    gaps, twice = len(held_as(rows, Holding.NOBODY)), len(held_as(rows, Holding.SEVERAL))
    return f"{gaps} of {len(rows)} functions {_is(gaps)} held by nobody, and {twice} by more than one post."


def _matrix(agreement: AgreementFacts, rows: Sequence[Held]) -> Table:
    parties = [party.name for party in agreement.parties]
    columns = (
        Column("Function"),
        Column("Stage"),
        *(Column(name.capitalize()) for name in parties),
        Column("Held", Cells.MARK),
        Column("Clause"),
    )
    told = [
        (
            text(row.name),
            text(row.stage),
            *(text("; ".join(row.at(name))) for name in parties),
            marked(HELD[row.holding]),
            text(row.clause),
        )
        for row in rows
    ]
    return Table("Functions", columns, tuple(told))


def key_posts(agreement: AgreementFacts, posts: Sequence[Post], moves: Sequence[Move], on: date) -> Document:
    """The posts on which the work depends: who holds them, which are vacant, and what was promised of each."""
    blocks: list[Block] = [Paragraph(_posts_lead(posts, on))]
    if posts:
        since = month_on(on, months=-12)
        blocks += [
            _posts(posts, since, on),
            Paragraph(f"In the last twelve months {changes(posts, since, on).because}.", Weight.NOTE),
            *_past(posts),
        ]
    blocks += [Heading("People who came and went"), *_moves(agreement, moves)]
    title = "Key posts"
    return _document(agreement, title, "Who holds them, since when, and what was promised.", on, blocks)


def _posts_lead(posts: Sequence[Post], on: date) -> str:
    if not posts:
        return "The agreement’s terms name no key posts. They are written into its template, each with its party."
    held = sum(post.holder(on) is not None for post in posts)
    short = [post for post in posts if (post.short_by(on) or Decimal(0)) > 0]
    said = f"{held} of {len(posts)} key posts {_is(held)} held"
    return said + (f"; in {len(short)} there is less than was promised." if short else ".")


def _posts(posts: Sequence[Post], since: date, on: date) -> Table:
    columns = (
        Column("Post"),
        Column("Party"),
        Column("Holder"),
        Column("Since", Cells.DATE),
        Column("Stands", Cells.MARK),
        Column("Days vacant in a year", Cells.NUMBER),
        Column("Promised", Cells.NUMBER),
        Column("Stated", Cells.NUMBER),
        Column("Clause"),
    )
    return Table("Key posts", columns, tuple(_post(post, since, on) for post in posts))


def _post(post: Post, since: date, on: date) -> tuple[Cell, ...]:
    holder, vacant, actual = post.holder(on), post.vacant_since(on), post.actual(on)
    mark = FILLED if holder else VACANT if vacant else UNKNOWN
    return (
        text(post.terms.post),
        text(post.terms.party),
        text((holder.name or "Held; nobody is named") if holder else "–"),
        day(holder.since if holder else vacant),
        marked(mark),
        number(exact(str(post.vacant_days(since, on)))),
        number(post.terms.resource),
        number(actual.fte if actual else None),
        text(post.terms.clause),
    )


def _past(posts: Sequence[Post]) -> list[Block]:
    rows = [
        (text(post.name), text(one.name or "Nobody is named"), day(one.since), day(one.until))
        for post in posts
        for one in post.holders
        if one.until
    ]
    columns = (Column("Post"), Column("Holder"), Column("From", Cells.DATE), Column("To", Cells.DATE))
    return [Heading("Who held them before"), Table("Earlier holders", columns, tuple(rows))] if rows else []


def _moves(agreement: AgreementFacts, moves: Sequence[Move]) -> list[Block]:
    if not moves:
        return [Paragraph("None was counted. A manager of each party enters how many; nobody is named.")]
    columns = (Column("Party"), *(Column(kind.capitalize(), Cells.NUMBER) for kind in MOVES))
    parties = [party.name for party in agreement.parties if any(move.party == party.name for move in moves)]
    rows = tuple((text(name), *(number(exact(str(balance(moves, name, kind)))) for kind in MOVES)) for name in parties)
    return [Table("Staff moves, in numbers", columns, rows)]


def mobilisation(agreement: AgreementFacts, promised: Sequence[Clock], on: date) -> Document:
    """What is seen to before the agreement begins, and how far each matter has come."""
    dates = agreement.dates
    blocks: list[Block] = [Paragraph(_mobilisation_lead(agreement, promised, on))]
    if dates.effective_on and dates.commencement_on:
        effective, begins = day_in_words(dates.effective_on), day_in_words(dates.commencement_on)
        blocks.append(Paragraph(f"It takes effect on {effective} and begins on {begins}."))
    if promised:
        columns = (
            Column("Matter"),
            Column("Whose"),
            Column("Due", Cells.DATE),
            Column("Promise"),
            Column("Stands", Cells.MARK),
        )
        rows = tuple(
            (
                text(f"{one.what} ({one.source})"),
                text(one.party),
                day(one.due_on),
                text(one.reference, f"/agreements/{agreement.reference}/clocks/{one.reference}"),
                marked(_stands(one, on)),
            )
            for one in promised
        )
        blocks.append(Table("Matters of mobilisation", columns, rows))
    elif matters := agreement.terms.template.mobilisation:
        blocks.append(Points(tuple(f"{one.matter} ({one.clause})" for one in matters)))
    return _document(agreement, "Mobilisation", "What is seen to before the agreement begins.", on, blocks)


def _mobilisation_lead(agreement: AgreementFacts, promised: Sequence[Clock], on: date) -> str:
    matters = agreement.terms.template.mobilisation
    if promised:
        done = sum(one.state == MET for one in promised)
        late = sum(one.standing(on) in LATE for one in promised)
        return f"{done} of {len(promised)} matters {_is(done)} done" + (f"; {late} {_is(late)} late." if late else ".")
    if not matters:
        return "The agreement’s terms name no matters of mobilisation."
    return (
        f"The agreement names {len(matters)} matters, and none is promised yet. A manager begins the mobilisation here."
    )


def _stands(clock: Clock, on: date) -> Mark:
    stands = clock.standing(on)
    shape, tone = Shape.DOT, Tone.PLAIN
    if stands in LATE:
        shape, tone = Shape.CROSS, Tone.BAD
    elif clock.state == MET:
        shape, tone = Shape.TICK, Tone.GOOD
    return Mark(stands.value.capitalize(), (shape,), tone)


def _is(many: int) -> str:
    return "is" if many == 1 else "are"


def _document(agreement: AgreementFacts, title: str, subtitle: str, on: date, blocks: Sequence[Block]) -> Document:
    return Document(title=title, subtitle=subtitle, subject=agreement.reference, dated_on=on, blocks=tuple(blocks))
