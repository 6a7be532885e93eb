"""Whether what the audit found in pairs is what the definitions say, asked of the files alone, in SQL of its own."""

from pathlib import Path

import duckdb

DEFINITIONS = {
    "duplicate": """SELECT f.finding_id FROM f JOIN lines a ON f.line_id = a.line_id::VARCHAR
        JOIN lines b ON f.related_line_id = b.line_id::VARCHAR WHERE a.job_id = b.job_id AND a.code = b.code
        AND a.quantity = b.quantity AND a.rate = b.rate AND b.line_id < a.line_id""",
    "rebilled": """SELECT f.finding_id FROM f JOIN lines a ON f.line_id = a.line_id::VARCHAR
        JOIN lines b ON f.related_line_id = b.line_id::VARCHAR JOIN jobs ja ON a.job_id = ja.job_id
        JOIN jobs jb ON b.job_id = jb.job_id WHERE a.code = b.code AND ja.property_id = jb.property_id
        AND ja.job_id <> jb.job_id AND jb.completed_at <= ja.completed_at
        AND ja.completed_at::DATE - jb.completed_at::DATE <= 30 AND ja.status = 'completed'
        AND jb.status = 'completed'""",
    "exclusive": """SELECT f.finding_id FROM f JOIN lines a ON f.line_id = a.line_id::VARCHAR
        JOIN lines b ON f.related_line_id = b.line_id::VARCHAR WHERE a.job_id = b.job_id AND b.line_id < a.line_id
        AND EXISTS (SELECT * FROM exclusions e WHERE (e.code, e.excludes) IN ((a.code, b.code), (b.code, a.code)))""",
    "overlap": """SELECT f.finding_id FROM f JOIN jobs a ON f.job_id = a.job_id::VARCHAR
        JOIN jobs b ON f.related_job_id = b.job_id::VARCHAR WHERE a.operative_id = b.operative_id
        AND a.property_id <> b.property_id AND b.started_at <= a.started_at AND a.started_at < b.completed_at""",
    "split": """WITH worth AS (SELECT job_id, sum(amount) AS worth FROM lines GROUP BY 1), small AS (
            SELECT jobs.*, worth, coalesce(started_at, raised_at)::DATE AS began FROM jobs JOIN worth USING (job_id)
            WHERE worth > 0 AND worth < 500)
        SELECT f.finding_id FROM f JOIN small a ON f.job_id = a.job_id::VARCHAR
        JOIN small b ON f.related_job_id = b.job_id::VARCHAR JOIN small c ON c.property_id = b.property_id
        AND c.trade = b.trade AND c.began BETWEEN b.began AND b.began + 7 WHERE a.property_id = b.property_id
        AND a.trade = b.trade AND a.began BETWEEN b.began AND b.began + 7
        GROUP BY f.finding_id, a.job_id, b.job_id HAVING sum(c.worth) >= 500""",
}


def unlike_its_definition(duck: duckdb.DuckDBPyConnection, folder: Path, check: str) -> int:
    """How many findings of a check (in the table `found`) the files do not bear out."""
    for name in ("lines", "jobs", "exclusions"):
        duck.execute(f"CREATE VIEW IF NOT EXISTS {name} AS SELECT * FROM '{folder / name}.parquet'")
    duck.execute(f"CREATE OR REPLACE TEMP VIEW f AS SELECT * FROM found WHERE \"check\" = '{check}'")
    asked = f"SELECT (SELECT count(*) FROM f), (SELECT count(*) FROM ({DEFINITIONS[check]}))"
    found, borne_out = duck.execute(asked).fetchall()[0]
    return int(found - borne_out)
