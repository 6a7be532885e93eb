"""Makes the data of the audit’s benchmark: jobs, lines, rates, exclusions, properties, and what was put wrong, apart.

Every cell is a hash of its row’s number and a salt, so the same rows come again and nothing is held in memory. Wrongs
lie in bands of 0.2 %, never two on one line, but for properties that left the stock. Labels are only of what is there:
the second line of a job can repeat the first, the first cannot, and work billed again stands beside the last before it.
Among the honest rows there are gaps as real ones have: jobs without a subcontractor, codes without a maximum,
properties without a floor area, jobs that nobody charged for.
"""

import sys
from pathlib import Path

import duckdb

DAYS, VERSIONS, FIRST = 3_652, 10, "2014-04-01"
TRADES, CODES, SUBCONTRACTORS, AREAS = 12, 2_500, 40, 50
OF_TRADE = 208
"""Codes of a trade; those beyond the twelve times 208 are in the schedule and nobody charges them."""

MACROS = f"""
CREATE MACRO h(n, salt) AS (hash(n, salt) >> 1)::BIGINT;
CREATE MACRO job_of(i) AS (4 * (i // 9) + [0, 1, 1, 2, 2, 2, 3, 3, 3][(i % 9) + 1])::BIGINT;
CREATE MACRO nth_of(i) AS ([0, 0, 1, 0, 1, 2, 0, 1, 2][(i % 9) + 1])::BIGINT;
CREATE MACRO first_of(j) AS (9 * (j // 4) + [0, 1, 3, 6][(j % 4) + 1])::BIGINT;
CREATE MACRO raw_job_band(j) AS h(j, 'job band') % 500;
CREATE MACRO ordinary(j) AS raw_job_band(j) > 3;
CREATE MACRO before(j) AS j - CASE raw_job_band(j) WHEN 0 THEN 5 * getvariable('per_day')
                                                   ELSE 2 * getvariable('per_day') END;
CREATE MACRO job_band(j) AS CASE
    WHEN j >= getvariable('charged') THEN 'uncharged'
    WHEN raw_job_band(j) = 0 AND before(j) >= 0 AND ordinary(before(j)) THEN 'rebilled'
    WHEN raw_job_band(j) = 1 THEN 'not_done'
    WHEN raw_job_band(j) = 2 AND (j % getvariable('per_day')) % 4 > 0 AND ordinary(j - 1) THEN 'overlap'
    WHEN raw_job_band(j) = 3 AND j % 4 = 0 AND before(j) >= 0 AND ordinary(before(j)) THEN 'split' END;
CREATE MACRO first_half(j) AS coalesce(raw_job_band(j) > 3 AND j % 4 = 0
    AND job_band(j + 2 * getvariable('per_day')) = 'split', false);
CREATE MACRO kin(j) AS CASE WHEN job_band(j) IN ('rebilled', 'split') THEN before(j) ELSE j END;
CREATE MACRO property_of(j) AS h(kin(j), 'property') % getvariable('properties');
CREATE MACRO trade_of(j) AS h(kin(j), 'trade') % {TRADES};
CREATE MACRO day_of(j) AS (j // getvariable('per_day'))::INTEGER;
CREATE MACRO slot_of(j) AS j % getvariable('per_day');
CREATE MACRO own_minute(j) AS 480 + 120 * (slot_of(j) % 4) + h(j, 'minute') % 20;
CREATE MACRO minute_of(j) AS CASE job_band(j) WHEN 'overlap' THEN own_minute(j - 1) + 10 ELSE own_minute(j) END;
CREATE MACRO length_of(j) AS 30 + h(j, 'length') % 65;
CREATE MACRO subcontractor_of(j) AS (slot_of(j) // 4) % {SUBCONTRACTORS};
CREATE MACRO void_on(p) AS CASE WHEN h(p, 'void') % 50 = 0 THEN ({DAYS} * 9) // 10 + h(p, 'void day') % 360 END;
CREATE MACRO line_band(i) AS CASE
    WHEN job_band(job_of(i)) IS NOT NULL OR first_half(job_of(i)) THEN NULL
    ELSE CASE h(i, 'line band') % 500 WHEN 0 THEN 'rate' WHEN 1 THEN 'arithmetic' WHEN 2 THEN 'duplicate'
         WHEN 3 THEN 'quantity' WHEN 4 THEN 'exclusive' WHEN 5 THEN 'unknown_code' WHEN 6 THEN 'outlier'
         WHEN 7 THEN 'out_of_period' END END;
CREATE MACRO band(i) AS CASE
    WHEN line_band(i) IN ('duplicate', 'exclusive') AND (nth_of(i) = 0 OR line_band(i - 1) IS NOT NULL) THEN NULL
    ELSE line_band(i) END;
CREATE MACRO own_code(i) AS trade_of(job_of(i)) * {OF_TRADE} + CASE
    WHEN first_half(job_of(i)) THEN 206
    WHEN job_band(job_of(i)) = 'split' THEN 207
    WHEN job_band(job_of(i)) = 'rebilled' AND nth_of(i) = 0 THEN h(before(job_of(i)), 'code') % 206
    WHEN band(i) = 'exclusive' THEN 100 + h(i, 'pair') % 10
    WHEN nth_of(i + 1) = nth_of(i) + 1 AND band(i + 1) = 'exclusive' THEN h(i + 1, 'pair') % 10
    ELSE (h(job_of(i), 'code') + 37 * nth_of(i)) % 206 END;
CREATE MACRO code_of(i) AS CASE band(i) WHEN 'duplicate' THEN own_code(i - 1) ELSE own_code(i) END;
CREATE MACRO unit_of(c) AS CASE WHEN c % {OF_TRADE} > 205 OR h(c, 'unit') % 100 < 60 THEN 'each'
    WHEN h(c, 'unit') % 100 < 85 THEN 'm2' ELSE 'hour' END;
CREATE MACRO most_of(c) AS CASE unit_of(c) WHEN 'each' THEN 10000 WHEN 'm2' THEN 60000 ELSE 16000 END;
CREATE MACRO pence_of(c, version) AS CASE WHEN c % {OF_TRADE} > 205 THEN 30000
    ELSE ((500 + h(c, 'rate') % 12000) * (100 + 2 * version)) // 100 END;
CREATE MACRO own_quantity(i, c) AS CASE unit_of(c)
    WHEN 'each' THEN 1000 * (1 + CASE WHEN c % {OF_TRADE} > 205 THEN 0 ELSE h(i, 'quantity') % 4 END)
    WHEN 'm2' THEN 250 * (4 + h(i, 'quantity') % 97) ELSE 500 * (1 + h(i, 'quantity') % 16) END;
CREATE MACRO unlimited(c, p) AS unit_of(c) = 'm2' AND h(c, 'most') % 10 = 0 AND h(p, 'gap') % 20 = 0;
CREATE MACRO quantity_of(i, c) AS CASE band(i)
    WHEN 'duplicate' THEN own_quantity(i - 1, c)
    WHEN 'quantity' THEN greatest(most_of(c), CASE unit_of(c) WHEN 'm2' THEN 100000 ELSE 0 END)
        + 1000 * (1 + h(i, 'quantity') % 9)
    WHEN 'outlier' THEN least((most_of(c) * 9) // 10, 36000) ELSE own_quantity(i, c) END;
CREATE MACRO version_of(day) AS
    CAST(least(date_diff('month', DATE '{FIRST}', DATE '{FIRST}' + day) // 12, 9) AS INTEGER);
"""

JOBS = f"""
SELECT j AS job_id, property_of(j) AS property_id, 'trade ' || trade_of(j) AS trade,
    ['emergency', 'urgent', 'routine'][(h(j, 'priority') % 3) + 1] AS priority,
    TIMESTAMP '{FIRST} 07:00:00' + to_days(day_of(j) - (h(j, 'raised') % 20)::INTEGER) AS raised_at,
    CASE WHEN status = 'completed' THEN midnight + to_minutes(minute_of(j)) END AS started_at,
    CASE WHEN status = 'completed' THEN midnight + to_minutes(minute_of(j) + length_of(j)) END AS completed_at,
    midnight + to_days(2) AS target_at, status, 'the contractor' AS contractor,
    CASE WHEN h(j, 'gap') % 100 > 0 THEN 'subcontractor ' || subcontractor_of(j) END AS subcontractor,
    slot_of(j) // 4 AS operative_id, 'area ' || property_of(j) % {AREAS} AS area,
    h(j, 'kept') % 20 > 0 AS appointment_kept, h(j, 'fixed') % 8 > 0 AS first_time_fix
FROM (SELECT range AS j, TIMESTAMP '{FIRST}' + to_days(day_of(range)) AS midnight,
    CASE job_band(range) WHEN 'not_done' THEN ['cancelled', 'no_access'][(range % 2) + 1]
        WHEN 'uncharged' THEN ['cancelled', 'no_access', 'open'][(range % 3) + 1] ELSE 'completed' END AS status
    FROM range(getvariable('jobs')))
"""

LINES = f"""
SELECT i AS line_id, job_of(i) // 12 AS invoice_id, job_of(i) AS job_id,
    CASE band WHEN 'unknown_code' THEN 'X' || c ELSE 'C' || lpad(c::VARCHAR, 4, '0') END AS code,
    CAST(q / 1000 AS DECIMAL(12, 3)) AS quantity, unit_of(c) AS unit, CAST(r / 100 AS DECIMAL(12, 4)) AS rate,
    CAST(((q * r + 500) // 1000 + CASE band WHEN 'arithmetic' THEN CASE WHEN i % 5 = 0 THEN -137 ELSE 137 END ELSE 0 END
        ) / 100 AS DECIMAL(12, 2)) AS amount,
    DATE '{FIRST}' + CASE WHEN band <> 'out_of_period' OR band IS NULL THEN d + (3 + h(i, 'invoiced') % 38)::INTEGER
        WHEN i % 2 = 0 THEN d - 2 ELSE d + 380 END AS invoiced_on
FROM (SELECT i, band, c, q, d,
    CASE band WHEN 'rate' THEN p + CASE WHEN i % 5 = 0 THEN -(p // 20) ELSE p // 10 END ELSE p END AS r
    FROM (SELECT i, band, c, quantity_of(i, c) AS q, d, pence_of(c, version_of(d)) AS p
        FROM (SELECT range AS i, band(range) AS band, code_of(range) AS c, day_of(job_of(range)) AS d
            FROM range(getvariable('lines')))))
"""

RATES = f"""
SELECT 'C' || lpad(c::VARCHAR, 4, '0') AS code, 'work ' || c AS description, unit_of(c) AS unit,
    CAST(pence_of(c, v) / 100 AS DECIMAL(12, 4)) AS rate,
    CASE WHEN h(c, 'most') % 10 > 0 OR unit_of(c) <> 'm2' THEN CAST(most_of(c) / 1000 AS DECIMAL(12, 3)) END
        AS max_quantity,
    CAST(DATE '{FIRST}' + to_years(v) AS DATE) AS valid_from,
    CASE WHEN v < {VERSIONS - 1} THEN CAST(DATE '{FIRST}' + to_years(v + 1) AS DATE) - 1 END AS valid_to
FROM (SELECT a.range AS c, b.range::INTEGER AS v FROM range({CODES}) a, range({VERSIONS}) b)
"""

EXCLUSIONS = f"""
SELECT 'C' || lpad((t.range * {OF_TRADE} + e.range)::VARCHAR, 4, '0') AS code,
    'C' || lpad((t.range * {OF_TRADE} + e.range + 100)::VARCHAR, 4, '0') AS excludes
FROM range({TRADES}) t, range(10) e
"""

PROPERTIES = f"""
SELECT range AS property_id, ['house', 'flat', 'bungalow'][(range % 3) + 1] AS type,
    CASE WHEN h(range, 'gap') % 20 > 0 THEN CAST(40 + h(range, 'floor') % 60 AS DECIMAL(8, 2)) END AS floor_area_m2,
    (2 + h(range, 'rooms') % 5)::INTEGER AS rooms, 'area ' || range % {AREAS} AS area,
    DATE '{FIRST}' + void_on(range)::INTEGER AS void_from
FROM range(getvariable('properties'))
"""

LABELS = """
WITH of_jobs AS MATERIALIZED (SELECT range AS j, job_band(range) AS of_job FROM range(getvariable('charged'))),
of_lines AS MATERIALIZED (SELECT range AS i, band(range) AS band, j, of_job, nth_of(range) AS n
    FROM range(getvariable('lines')) JOIN of_jobs ON job_of(range) = j),
labels AS MATERIALIZED (
SELECT band AS "check", i AS line_id, j AS job_id,
    CASE WHEN band IN ('duplicate', 'exclusive') THEN i - 1 END AS related_line_id,
    CASE WHEN band IN ('duplicate', 'exclusive') THEN j END AS related_job_id FROM of_lines WHERE band IS NOT NULL
    AND NOT (band = 'quantity' AND unlimited(code_of(i), property_of(j)))
UNION ALL SELECT 'not_done', i, j, NULL, NULL FROM of_lines WHERE of_job = 'not_done'
UNION ALL SELECT 'rebilled', i, j, first_of(before(j)), before(j) FROM of_lines
    WHERE of_job = 'rebilled' AND n = 0
    AND band(first_of(before(j))) IS NULL
    AND NOT first_half(before(j))
    AND own_code(first_of(before(j))) = own_code(i)
UNION ALL SELECT 'void', i, j, NULL, NULL FROM of_lines
    WHERE day_of(j) > void_on(property_of(j)) AND coalesce(of_job, '') <> 'not_done'
UNION ALL SELECT 'overlap', NULL, j, NULL, j - 1 FROM of_jobs
    WHERE of_job = 'overlap' AND property_of(j) <> property_of(j - 1)
UNION ALL SELECT 'split', NULL, j, NULL, before(j) FROM of_jobs WHERE of_job = 'split'
), nearer AS (SELECT labels.line_id FROM labels
    JOIN read_parquet(getvariable('folder') || '/lines.parquet') own ON own.line_id = labels.line_id
    JOIN read_parquet(getvariable('folder') || '/jobs.parquet') job ON job.job_id = labels.job_id
    JOIN read_parquet(getvariable('folder') || '/jobs.parquet') past ON past.job_id = labels.related_job_id
    JOIN read_parquet(getvariable('folder') || '/jobs.parquet') other ON other.property_id = job.property_id
        AND other.job_id <> job.job_id AND other.completed_at BETWEEN past.completed_at AND job.completed_at
    JOIN read_parquet(getvariable('folder') || '/lines.parquet') theirs ON theirs.job_id = other.job_id
        AND theirs.code = own.code AND theirs.line_id <> labels.related_line_id
    WHERE labels."check" = 'rebilled')
FROM labels WHERE "check" <> 'rebilled' OR line_id NOT IN (FROM nearer)
"""

FILES = {
    "jobs": JOBS, "lines": LINES, "rates": RATES, "exclusions": EXCLUSIONS, "properties": PROPERTIES, "labels": LABELS,
}  # fmt: skip


def make(folder: Path, lines: int) -> None:
    """Write the files for so many lines into a folder; those that are there already are left."""
    folder.mkdir(parents=True, exist_ok=True)
    charged = (lines + 8) // 9 * 4
    per_day = max(charged // DAYS // 4 * 4, 4)
    sizes = {
        "lines": lines, "charged": charged, "jobs": charged + charged // 50, "properties": max(charged // 35, 50),
        "per_day": per_day,
    }  # fmt: skip
    with duckdb.connect(config={"preserve_insertion_order": True}) as duck:
        for name, size in sizes.items():
            duck.execute(f"SET VARIABLE {name} = {size}")
        duck.execute(f"SET VARIABLE folder = '{folder}'")
        duck.execute(MACROS)
        for name, query in FILES.items():
            file = folder / f"{name}.parquet"
            if not file.exists():
                part = file.with_suffix(".part")
                duck.execute(f"COPY ({query}) TO '{part}' (FORMAT parquet, COMPRESSION snappy)")
                part.rename(file)


if __name__ == "__main__" and sys.argv[2:]:
    make(Path(sys.argv[1]), int(sys.argv[2]))
