"""Do the tests notice faults? Draws a sample of small faults, and runs for each the tests that execute its line.

    python tests/mutation sample --seed 20261202 --each 25 --out build/mutants.json
    python tests/mutation run build/mutants.json --records build/records --out build/results.jsonl

docs/benchmarks.md ("Mutants") says how the records are made. `run` changes files of the checkout it stands in and puts
them back, so it wants a clone of its own.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from mutants import Mutant, draw_sample
from records import Records, read_lines

ROOT = Path(__file__).resolve().parents[2]
STAGES = (30, 300, None)
"""How many tests run at once: most mutants die of the first few, and collecting all takes its time."""
SECONDS = 60
"""A test that takes longer has met a loop without end: the mutant is killed."""
MEMORY = 8 << 30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    sample = commands.add_parser("sample", help="draw the mutants")
    sample.add_argument("--seed", type=int, required=True)
    sample.add_argument("--each", type=int, default=25, help="mutants of each room")
    sample.add_argument("--out", type=Path, required=True)
    sample.set_defaults(call=write_sample)
    run = commands.add_parser("run", help="run the tests that execute each mutated line until one fails")
    run.add_argument("sample", type=Path)
    run.add_argument("--records", type=Path, nargs="+", required=True, help="folders that recorder.py wrote")
    run.add_argument("--out", type=Path, required=True, help="a line a mutant; those it holds are not run again")
    run.add_argument("--part", default="1/1", help="2/3: the second third of the sample")
    run.set_defaults(call=run_sample)
    options = parser.parse_args()
    options.call(options)


def write_sample(options: argparse.Namespace) -> None:
    """Write the sample as JSON."""
    drawn = [mutant._asdict() for mutant in draw_sample(ROOT, options.seed, options.each)]
    options.out.write_text(json.dumps(drawn, ensure_ascii=False, indent=1), encoding="utf-8")


def run_sample(options: argparse.Namespace) -> None:
    """Run the tests of each mutant of this part that has no result yet, and write which test killed it."""
    mutants = [Mutant(**values) for values in json.loads(options.sample.read_text(encoding="utf-8"))]
    done = {json.loads(line)["mutant"] for line in read_lines(options.out)}
    records = Records(options.records)
    part, parts = map(int, options.part.split("/"))
    for mutant in mutants[part - 1 :: parts]:
        if mutant.name in done:
            continue
        chosen = records.tests_of(mutant)
        killer = run_mutant(mutant, chosen)
        slow = killer in records.costs and records.costs[killer].slow
        result = {"mutant": mutant.name, "tests": len(chosen), "killed_by": killer, "slow": slow}
        with options.out.open("a", encoding="utf-8") as out:
            out.write(json.dumps(result, ensure_ascii=False) + "\n")
        print(result, flush=True)


def run_mutant(mutant: Mutant, chosen: Sequence[str]) -> str:
    """The first of the tests that fails under the mutant; empty when all pass."""
    file = ROOT / mutant.file
    source = file.read_bytes()
    file.write_bytes(mutant.apply(source))
    try:
        start = 0
        for stage in STAGES:
            if killer := first_failure(chosen[start:stage]):
                return killer
            start = stage or len(chosen)
        return ""
    finally:
        file.write_bytes(source)


def first_failure(chosen: Sequence[str]) -> str:
    """The first of the tests that fails, or how the run ended when it does not say which; empty when all pass."""
    if not chosen:
        return ""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "chosen")
        listed.write_text("\n".join(chosen), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "chosen", "-p", "no:cacheprovider", "-m", ""]
        command += ["--tb=no", f"--timeout={SECONDS}", "--timeout-method=thread"]
        files = dict.fromkeys(test.partition("::")[0] for test in chosen)
        variables = {**os.environ, "CHOSEN_TESTS": str(listed), "PYTHONPATH": str(ROOT / "tests/mutation")}
        ended = subprocess.run(
            [*command, *files],
            cwd=ROOT,
            env={**variables, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=_limit_memory,
        )
    if ended.returncode in (0, 5):
        return ""
    failed = [line.split(" ", 1)[1] for line in ended.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return failed[0].partition(" - ")[0] if failed else f"(pytest ended with {ended.returncode})"


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main()
