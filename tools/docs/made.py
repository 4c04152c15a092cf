"""What the generators of docs/ share: running a service's program, tables, and writing a page or checking it."""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def ask(program, mode):
    """What `program mode` prints, read as JSON."""
    return json.loads(subprocess.run([program, *mode.split()], check=True, capture_output=True, text=True).stdout)


def services(programs):
    """Programs by their service's name, in the order of deploy/services.txt."""
    by_name = {pathlib.Path(program).name.removeprefix('otklik-'): program for program in programs}
    order = [line.split()[0] for line in (ROOT / 'deploy/services.txt').read_text().splitlines()
             if line.strip() and not line.startswith('#')]
    return {name: by_name[name] for name in order if name in by_name}


def data(path):
    return json.loads((ROOT / path).read_text(encoding='utf-8'))


def table(head, rows):
    lines = [head, ['---'] * len(head), *rows]
    return ['| ' + ' | '.join(str(cell).replace('|', '\\|').replace('\n', ' ') for cell in line) + ' |' for line in lines]


def finish(name, lines, arguments):
    """Writes docs/NAME, or with --check ends with 1 when it is not what would be written."""
    page, text = ROOT / 'docs' / name, '\n'.join(lines) + '\n'
    if '--check' not in arguments:
        page.write_text(text, encoding='utf-8')
        return
    if not page.exists() or page.read_text(encoding='utf-8') != text:
        sys.exit(f'docs/{name} is old: build the target docs (cmake --build build/debug --target docs) and commit it')


def programs_of(arguments):
    return [argument for argument in arguments if argument != '--check']
