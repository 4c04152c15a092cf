"""count_results.py yes|no FILE...: sums the JUnit files of ctest and pytest into the closing line of tests/run; "yes" says
that a part failed."""
import sys
import xml.etree.ElementTree as xml


def outcome(case):
    if case.find('failure') is not None or case.find('error') is not None or case.get('status') == 'fail':
        return 'failed'
    if case.find('skipped') is not None or case.get('status') in ('notrun', 'disabled'):
        return 'skipped'
    return 'passed'


def main(part_failed, *paths):
    count = {'passed': 0, 'failed': 0, 'skipped': 0}
    for path in paths:
        for case in xml.parse(path).getroot().iter('testcase'):
            count[outcome(case)] += 1
    # A part that broke down before it counted anything is a failure all the same.
    if part_failed == 'yes' and not count['failed']:
        count['failed'] = 1
    skipped = f", {count['skipped']} skipped" if count['skipped'] else ''
    print(f"{count['passed']} passed, {count['failed']} failed{skipped}")
    return 1 if count['failed'] else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
