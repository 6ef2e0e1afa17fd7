"""The table of figures, their goals, and the comparison with an earlier run."""

import dataclasses

COLUMNS = ("parlance", "nginx", "direct")


@dataclasses.dataclass
class Row:
    key: str
    label: str
    unit: str
    values: dict            # column -> figure; a missing one is not measured, None could not be had
    goal: float | None = None
    compared: bool = True   # False: a wall-clock figure, too noisy to fail a run
    slack: float = 0        # a worsening by less than this is noise

    def verdict(self):
        if self.goal is None:
            return ""
        value = self.values.get("parlance")
        return "meets" if value is not None and value <= self.goal else "falls short"

    def relative(self):
        """Our figure over its yardstick's, which went through the same noise, or the figure itself."""
        ours = self.values.get("parlance")
        yardstick = self.values.get("nginx")
        return ours / yardstick if ours is not None and yardstick else ours


def shown(value):
    if value is None:
        return "none"
    return f"{value:.2f}" if value < 10 and value != int(value) else f"{value:,.0f}"


class Results:
    def __init__(self):
        self.rows = []

    def add(self, key, label, unit, values, goal=None, compared=True, slack=0):
        self.rows.append(Row(key, label, unit, values, goal, compared, slack))

    def table(self):
        lines = [["", "unit", *COLUMNS, "goal", ""]]
        for row in self.rows:
            cells = [shown(row.values[column]) if column in row.values else "-" for column in COLUMNS]
            goal = f"<= {shown(row.goal)}" if row.goal is not None else ""
            lines.append([row.label, row.unit, *cells, goal, row.verdict()])
        widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
        left = (0, 1, 6)
        return "\n".join("  ".join(cell.ljust(width) if i in left else cell.rjust(width)
                                   for i, (cell, width) in enumerate(zip(line, widths))).rstrip()
                         for line in lines)

    def as_json(self):
        return {"rows": [dataclasses.asdict(row) | {"verdict": row.verdict()} for row in self.rows]}

    def worse_than(self, earlier):
        """What has worsened by more than 10 % since `earlier`, one line each."""
        before = {row.pop("key"): row for row in earlier["rows"]}
        worse = []
        for row in self.rows:
            if not row.compared or row.key not in before:
                continue
            then = Row(row.key, row.label, row.unit, before[row.key]["values"]).relative()
            now = row.relative()
            if then is not None and (now is None or now > then * 1.10 + row.slack):
                worse.append(f"{row.label}: {shown(then)} -> {shown(now)} {row.unit}"
                             + (" (relative to nginx)" if row.values.get("nginx") else ""))
        return worse
