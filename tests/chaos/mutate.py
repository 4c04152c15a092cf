"""The proof of the proof: the product is broken on purpose, and the line of the account that was named beforehand must tell.

A patch in mutations/ begins with what it breaks, then "Caught by: LINE", "Run: arguments of a run", "Together: WORD|no". Those of one word
break things so far apart that one build and one run can show them all: that is the fast half, for every change.
"""
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys

import mutation
import otk_test as t

HERE = pathlib.Path(__file__).resolve().parent
# As much as the suite can do: races need company.
RATE = 260
COPY = t.STATE / 'mutant'


def groups(names):
    """Lists of mutations that are tried in one build: all or those named, each alone; or the fast ones together."""
    every = mutation.every()
    if names == ['fast']:
        words = sorted({one.together for one in every} - {'no'})
        return [[one for one in every if one.together == word] for word in words]
    return [[one] for one in every if not names or one.name in names]


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    assert done.returncode == 0, f'{command}: {done.stdout[-3000:]}{done.stderr[-3000:]}'


def copy_source():
    """The files that git knows, as they stand; those that did not change keep their time, so that only the rest is built."""
    listed = subprocess.run(['git', '-C', str(t.SOURCE), 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], capture_output=True, text=True)
    names = [name for name in listed.stdout.split('\0') if name and (t.SOURCE / name).is_file()]
    for name in names:
        target = COPY / name
        if not target.exists() or target.read_bytes() != (t.SOURCE / name).read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(t.SOURCE / name, target)


def build():
    launcher = ['-DCMAKE_C_COMPILER_LAUNCHER=ccache', '-DCMAKE_CXX_COMPILER_LAUNCHER=ccache'] if shutil.which('ccache') else []
    folder = COPY / 'build'
    if not (folder / 'build.ninja').exists():
        run('cmake', '--preset', 'release', '-B', folder, '-DOTKLIK_TESTS=ON', *launcher, cwd=COPY)
    run('cmake', '--build', folder, '--target', *(f'otklik-{name}' for name in t.SERVICES), 'otk', 'otk-test-topics', cwd=COPY)


def one_run(arguments, seed):
    """{line: faults} of a run over what was built, or None when the run itself broke down."""
    log = t.LOGS / f'mutant-{seed}.log'
    verdict = t.STATE / 'chaos' / f'account-{seed}.json'
    verdict.unlink(missing_ok=True)
    with log.open('w') as out:
        subprocess.run([sys.executable, '-B', HERE / 'run', *arguments.split(), '--seed', str(seed), '--still', '20', '--rate', str(RATE),
                        '--ledgers', str(t.STATE / 'chaos')],
                       stdout=out, stderr=subprocess.STDOUT, env={**os.environ, 'OTKLIK_TEST_BIN': str(COPY / 'build/bin')})
    return json.loads(verdict.read_text()) if verdict.exists() else None


def tell(text):
    print(text, flush=True)


def twin_holds(arguments, seed):
    """The same run of the product as it is."""
    found = one_run(arguments, seed)
    bad = None if found is None else {line: n for line, n in found.items() if n}
    tell(f"{'ok' if bad == {} else 'FAULT':5} the product as it is, {arguments}, seed {seed}: {bad}")
    return bad == {}


def caught(group, seed):
    """Whether each mutation of the group was told by its line."""
    found = one_run(group[0].run, seed)
    told, good = sorted(line for line, n in (found or {}).items() if n), True
    for one in group:
        good &= one.line in told
        tell(f"{'ok' if one.line in told else 'FAULT':5} {one.name}, seed {seed}: must be told by {one.line}; "
             f"told by {', '.join(told) or 'none'}")
    return good


def broken(group):
    """The copy with the patches of the group, built."""
    copy_source()
    for one in group:
        tell(f'{one.name}: {one.what}')
        run('git', 'apply', one.path, cwd=COPY)
    build()


def prove(names, seeds, with_twins):
    """Exit status. `seeds` fresh seeds a mutation; with twins also one for each kind of run of the product as it is."""
    chosen, good = groups(names), True
    rng = random.SystemRandom()
    fresh = lambda: rng.randrange(10 ** 6)
    if with_twins:
        broken([])
        for arguments in sorted({group[0].run for group in chosen}):
            good &= twin_holds(arguments, fresh())
    for group in chosen:
        broken(group)
        good &= all([caught(group, fresh()) for _ in range(seeds)])
    shutil.rmtree(COPY)
    tell('EVERY MUTATION WAS CAUGHT' if good else 'NOT EVERY MUTATION WAS CAUGHT')
    return 0 if good else 1
