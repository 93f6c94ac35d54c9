"""``python -m bench.redaction``: planted secrets, found by detect-secrets alone and by AutoFix; false hits; time."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from autofix.engine.model.redaction import Redactor
from bench.redaction.alone import false_hits_alone, found_alone
from bench.redaction.planted import Planted, planted

ROOT = Path(__file__).parents[2]
CLEAN = ("autofix", "plugins", "tenants", "bench/fixes/corpus")
SUFFIXES = {".py", ".js", ".jsx", ".ts", ".tsx", ".json", ".yml", ".html", ".css", ".md", ".case", ".cjs", ".mjs"}


def main() -> int:
    """Print both tables; the status is 1 when a planted secret leaks."""
    parser = argparse.ArgumentParser(prog="bench.redaction", description=__doc__)
    parser.add_argument("--seed", type=int, default=5, help="another seed plants other secrets (default: 5)")
    parser.add_argument("--show", action="store_true", help="print each leak and each false hit")
    parser.add_argument("clean", nargs="*", type=Path, help="folders of clean code (default: AutoFix's own)")
    arguments = parser.parse_args()
    leaked = _recall(planted(arguments.seed), arguments.show)
    print()
    _false_hits(arguments.clean or [ROOT / folder for folder in CLEAN], arguments.show)
    return 1 if leaked else 0


def _recall(texts: list[Planted], show: bool) -> int:
    alone = found_alone(texts)
    counts: dict[str, Counter[str]] = {}
    leaks = 0
    for one, is_found in zip(texts, alone, strict=True):
        leak = one.leaks(Redactor(one.known).redact(one.text))
        leaks += bool(leak)
        if leak and show:
            print(f"leaks: {one.kind}, {one.place}: {leak}")
        count = counts.setdefault(one.group, Counter())
        count.update({"planted": 1, "alone": is_found, "found": not leak})
    print(f"{'where':<44} {'planted':>8} {'detect-secrets alone':>21} {'AutoFix':>8}")
    for group, count in counts.items():
        print(f"{group:<44} {count['planted']:>8} {count['alone']:>21} {count['found']:>8}")
    total = sum(counts.values(), Counter())
    print(f"{'all':<44} {total['planted']:>8} {total['alone']:>21} {total['found']:>8}")
    return leaks


def _false_hits(folders: list[Path], show: bool) -> None:
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.suffix in SUFFIXES]
    files = [file for file in files if file.is_file() and b"\0" not in file.read_bytes()]
    lines, seconds, hits = 0, 0.0, Counter[str]()
    for file in files:
        text = file.read_text(errors="replace")
        redactor = Redactor({"APP_SECRET": "Copper7harbor4Lantern", "API_KEY": "0f3b8c71d2e94a65b7"})
        begun = time.process_time()
        found = redactor.redactions(text)
        seconds += time.process_time() - begun
        lines += text.count("\n")
        hits.update(redaction.label for redaction in found)
        for redaction in found if show else ():
            print(f"{file}: {redaction.placeholder} {text[redaction.start : redaction.end][:80]!r}")
    per = 1000 / max(lines, 1)
    told = ", ".join(f"{label} {count}" for label, count in hits.most_common()) or "none"
    alone = false_hits_alone(files)
    print(f"clean code: {len(files):,} files, {lines:,} lines")
    print(
        f"false hits per 1,000 lines: AutoFix {hits.total() * per:.2f} ({told}), detect-secrets alone {alone * per:.2f}"
    )
    print(f"time for 1,000 lines: {seconds * per * 1000:.0f} ms of CPU")


if __name__ == "__main__":
    sys.exit(main())
