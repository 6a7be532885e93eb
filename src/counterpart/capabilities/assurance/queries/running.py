"""An audit under way: a connection, and the tables made so far."""

from dataclasses import dataclass
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir

from counterpart.capabilities.assurance.queries.intake import Taken
from counterpart.capabilities.assurance.rules.parameters import Check, Parameters
from counterpart.engines.evidence.duck import named


@dataclass
class Run:
    """An audit under way: its connection, what was taken in, and the tables made so far by name."""

    duck: duckdb.DuckDBPyConnection
    taken: Taken
    parameters: Parameters
    made: dict[str, ir.Table]

    def table(self, name: str) -> ir.Table:
        return self.made[name]

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Work an expression out and keep it as a table."""
        self.duck.execute(f"CREATE TABLE {named(name)} AS {sql_of(expression)}")
        self.made[name] = ibis.table(expression.schema(), name=name)
        return self.made[name]

    def drop(self, *names: str) -> None:
        for name in names:
            self.duck.execute(f"DROP TABLE {named(name)}")
            del self.made[name]

    def find(self, expression: ir.Table) -> None:
        """Add what a check finds to the findings."""
        self.duck.execute(f"INSERT INTO found {sql_of(expression)}")

    def replace(self, check: Check, expression: ir.Table, which: str, only: str = "true") -> None:
        """Put what a check finds now (`only` some of it) in the place of those of its findings that it speaks of."""
        if check not in self.parameters.off:
            self.duck.execute(f"DELETE FROM found WHERE rank = {check.rank} AND ({which})")  # noqa: S608
            self.duck.execute(f"INSERT INTO found SELECT * FROM ({sql_of(expression)}) WHERE {only}")  # noqa: S608

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return self.duck.execute(sql).fetchall()


def sql_of(expression: ir.Table) -> str:
    return str(ibis.to_sql(expression, dialect="duckdb", pretty=False))
