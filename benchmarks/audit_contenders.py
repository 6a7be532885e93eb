"""The seven checks from rate to exclusive as a careful user of pandas or Polars would write them, with sentences."""

from pathlib import Path
from typing import Any

DAYS = 30


def polars_checks(folder: Path, out: Path) -> None:
    """Polars, lazily, each check collected and all of them written."""
    import polars as pl

    def read(name: str) -> Any:
        return pl.scan_parquet(folder / f"{name}.parquet")

    lines = read("lines").with_columns(
        q=(pl.col("quantity").cast(pl.Float64) * 1000).round().cast(pl.Int64),
        r=(pl.col("rate").cast(pl.Float64) * 10000).round().cast(pl.Int64),
        a=(pl.col("amount").cast(pl.Float64) * 100).round().cast(pl.Int64),
    )
    jobs = read("jobs").select(
        "job_id", "property_id", "subcontractor", "status", "completed_at",
        day=pl.col("completed_at").dt.date(),
    ).join(read("properties").select("property_id", "floor_area_m2"), on="property_id", how="left")  # fmt: skip
    rates = read("rates").select(
        "code", "valid_from", valid_to=pl.col("valid_to").fill_null(pl.date(2069, 12, 31)),
        most=(pl.col("max_quantity").cast(pl.Float64) * 1000).round().cast(pl.Int64),
        agreed=(pl.col("rate").cast(pl.Float64) * 10000).round().cast(pl.Int64),
    ).sort("valid_from")  # fmt: skip
    base = lines.join(jobs, on="job_id", how="left").sort("day")
    base = base.join_asof(
        rates, left_on="day", right_on="valid_from", by="code", strategy="backward", check_sortedness=False
    )
    in_force = pl.col("day") <= pl.col("valid_to")
    base = base.with_columns(
        agreed=pl.when(in_force).then(pl.col("agreed")), most=pl.when(in_force).then(pl.col("most"))
    ).collect()
    floor = (pl.col("floor_area_m2").cast(pl.Float64) * 1000).round().cast(pl.Int64)
    own = pl.col("line_id", "job_id", "subcontractor", "a")
    found = [
        base.filter(pl.col("agreed") != pl.col("r")).select(
            own, due=(pl.col("q") * pl.col("agreed") + 50_000) // 100_000,
            because=pl.format("{} billed, {} agreed for {}", pl.col("rate"), pl.col("agreed"), pl.col("code")),
        ),
        base.filter((pl.col("a") * 100_000 - pl.col("q") * pl.col("r")).abs() > 50_000).select(
            own, due=(pl.col("q") * pl.col("r") + 50_000) // 100_000,
            because=pl.format("{} x {} is not {}", pl.col("quantity"), pl.col("rate"), pl.col("amount")),
        ),
        base.filter(pl.col("status").is_in(["cancelled", "no_access"])).select(
            own, due=pl.lit(0, pl.Int64), because=pl.format("job {} was {}", pl.col("job_id"), pl.col("status")),
        ),
        base.filter((pl.col("q") > pl.col("most")) | ((pl.col("unit") == "m2") & (pl.col("q") > floor))).select(
            own, due=(pl.min_horizontal("most", floor) * pl.col("r") + 50_000) // 100_000,
            because=pl.format("{} of {} is more than there can be", pl.col("quantity"), pl.col("code")),
        ),
    ]  # fmt: skip
    alike = ["job_id", "code", "q", "r"]
    again = base.sort("line_id").with_columns(before=pl.col("line_id").shift(1).over(alike))
    found.append(
        again.filter(pl.col("before").is_not_null()).select(
            own, due=pl.lit(0, pl.Int64), because=pl.format("line {} has it already", pl.col("before"))
        )
    )
    done = base.filter(pl.col("status") == "completed")
    firsts = done.sort("completed_at", "line_id").unique(
        ["property_id", "code", "job_id"], keep="first", maintain_order=True
    )
    key = ["property_id", "code"]
    firsts = firsts.with_columns(prior=pl.col("day").shift(1).over(key), prior_job=pl.col("job_id").shift(1).over(key))
    soon = firsts.filter((pl.col("day") - pl.col("prior")).dt.total_days() <= DAYS)
    soon = soon.select("property_id", "code", "job_id", "prior", "prior_job")
    found.append(
        done.join(soon, on=["property_id", "code", "job_id"]).select(
            own,
            due=pl.lit(0, pl.Int64),
            because=pl.format("charged for job {} on {}", pl.col("prior_job"), pl.col("prior")),
        )
    )
    pairs = read("exclusions").collect()
    left = base.join(pairs, on="code").select("job_id", "excludes", one="line_id")
    both = base.join(left, left_on=["job_id", "code"], right_on=["job_id", "excludes"])
    found.append(both.select(own, due=pl.lit(0, pl.Int64), because=pl.format("excluded by line {}", pl.col("one"))))
    pl.concat(found).write_parquet(out / "findings.parquet")


def pandas_checks(folder: Path, out: Path) -> None:
    """pandas, with the join by date as it has it."""
    import pandas as pd

    def read(name: str) -> Any:
        return pd.read_parquet(folder / f"{name}.parquet")

    lines, jobs = read("lines"), read("jobs")
    for name, column, scale in (("q", "quantity", 1000), ("r", "rate", 10000), ("a", "amount", 100)):
        lines[name] = (lines[column].astype("float64") * scale).round().astype("int64")
    jobs = jobs[["job_id", "property_id", "subcontractor", "status", "completed_at"]].merge(
        read("properties")[["property_id", "floor_area_m2"]], on="property_id", how="left"
    )
    base = lines.drop(columns=["quantity", "rate", "amount"]).merge(jobs, on="job_id", how="left")
    base["day"] = base["completed_at"].dt.normalize().astype("datetime64[us]")
    rates = read("rates")
    rates["from"] = pd.to_datetime(rates["valid_from"]).astype("datetime64[us]")
    rates["to"] = pd.to_datetime(rates["valid_to"]).astype("datetime64[us]").fillna(pd.Timestamp("2069-12-31"))
    rates["agreed"] = (rates["rate"].astype("float64") * 10000).round().astype("int64")
    rates["most"] = (rates["max_quantity"].astype("float64") * 1000).round()
    rates = rates[["code", "from", "to", "agreed", "most"]].sort_values("from")
    dated = base[base["day"].notna()].sort_values("day")
    dated = pd.merge_asof(dated, rates, left_on="day", right_on="from", by="code")
    gone = dated["day"] > dated["to"]
    dated.loc[gone, ["agreed", "most"]] = None
    base = pd.concat([dated, base[base["day"].isna()]], ignore_index=True)
    found = [
        _told(base[base["agreed"].notna() & (base["agreed"] != base["r"])], "billed at another rate than "),
        _told(base[(base["a"] * 100_000 - base["q"] * base["r"]).abs() > 50_000], "not the product of "),
        _told(base[base["status"].isin(["cancelled", "no_access"])], "not done: "),
    ]
    floor = base["floor_area_m2"].astype("float64") * 1000
    found.append(
        _told(base[(base["q"] > base["most"]) | ((base["unit"] == "m2") & (base["q"] > floor))], "too much of ")
    )
    in_order = base.sort_values("line_id")
    found.append(_told(in_order[in_order.duplicated(["job_id", "code", "q", "r"])], "charged already: "))
    done = base[base["status"] == "completed"].sort_values(["completed_at", "line_id"])
    firsts = done.drop_duplicates(["property_id", "code", "job_id"])
    prior = firsts.groupby(["property_id", "code"])["day"].shift(1)
    soon = firsts[(firsts["day"] - prior).dt.days <= DAYS][["property_id", "code", "job_id"]]
    found.append(_told(done.merge(soon, on=["property_id", "code", "job_id"]), "charged again: "))
    pairs = read("exclusions")
    left = base.merge(pairs, on="code")[["job_id", "excludes"]].rename(columns={"excludes": "code"})
    found.append(_told(base.merge(left, on=["job_id", "code"]), "excluded: "))
    pd.concat(found).to_parquet(out / "findings.parquet")


def _told(rows: Any, words: str) -> Any:
    rows = rows[["line_id", "job_id", "subcontractor", "code", "q", "r", "a"]].copy()
    rows["because"] = words + rows["code"] + " on job " + rows["job_id"].astype(str) + ", " + rows["q"].astype(str)
    return rows
