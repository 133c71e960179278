"""One table against its recomputation."""

TOLERANCE = 1e-9


class Comparison:
    """Values of one table against their own recomputation."""

    failed = False

    def __init__(self, name):
        self.name, self.count, self.worst, self.where, self.missing = name, 0, 0.0, "", 0

    def value(self, shown, expected, where):
        """`expected` None: the table shows nothing there."""
        if expected is None or shown == "":
            if (expected is None) != (shown == ""):
                self.fail(f"{where}: table has {shown!r}, expected {expected}")
            self.missing += 1
            return
        self.count += 1
        difference = abs(float(shown) - expected) / (abs(expected) or 1)
        if difference > self.worst:
            self.worst, self.where = difference, where
        if not difference <= TOLERANCE:
            self.fail(f"{where}: table has {shown}, expected {expected}")

    def fail(self, sentence):
        Comparison.failed = True
        print(f"  {self.name}: {sentence}")

    def print(self):
        print(f"{self.name:16}{self.count:6} values, {self.missing:4} missing on both sides, worst {self.worst:.1e} {self.where}")
