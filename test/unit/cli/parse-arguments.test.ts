import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ArgumentError } from '../../../src/cli/argument-error.ts';
import { parseArguments } from '../../../src/cli/parse-arguments.ts';

function check(args: readonly string[], expected: Readonly<Record<string, unknown>>): void {
  test(`${args.join(' ')} is understood`, () => {
    const parsed = parseArguments(args);
    assert.ok(typeof parsed === 'object');
    assert.deepEqual({ ...parsed.flags, positionals: parsed.positionals }, { positionals: [], ...expected });
  });
}

check(['pack', 'here', '--budget', '64k'], { positionals: ['here'], budget: '64k' });
check(['pack', '--budget', '-5'], { budget: '-5' });
check(['pack', '--budget=-5', '-qo', 'out.xml'], { budget: '-5', quiet: true, out: 'out.xml' });
check(['pack', '--question', '-v is what?'], { question: '-v is what?' });
check(['pack', '--out=--odd', '--', '--name'], { out: '--odd', positionals: ['--name'] });
check(['pack', '--pin', 'a', '--pin', 'b'], { pin: ['a', 'b'] });
check(['help', 'pack'], { help: true });

function checkMistake(args: readonly string[], message: string, isAboutArguments = true): void {
  test(`${args.join(' ')} is a mistake`, () => {
    assert.throws(
      () => parseArguments(args),
      (error: Error) => {
        assert.equal(error.message, message);
        assert.equal(error instanceof ArgumentError, isAboutArguments);
        return true;
      },
    );
  });
}

checkMistake(['pack', '--colour'], "'--colour' is not a flag of 'longview pack'.");
checkMistake(['pack', '--no-images'], "'--no-images' is not a flag of 'longview pack'.");
checkMistake(['pack', '--toString'], "'--toString' is not a flag of 'longview pack'.");
checkMistake(['pack', '-qz'], "'-z' is not a flag of 'longview pack'.");
checkMistake(['check', '--model', 'a:b'], "'--model' is not a flag of 'longview check'.");
checkMistake(['pack', '--budget'], '--budget needs a value: --budget N.');
checkMistake(['pack', '--budget='], '--budget needs a value: --budget N.');
checkMistake(['pack', '--since', ' '], '--since needs a value: --since REF.');
checkMistake(['pack', '-o'], '-o needs a value: -o FILE.');
checkMistake(['pack', '--format'], '--format needs a value: --format xml|markdown|json.');
checkMistake(['pack', '--out', '--stats', 's'], "--out needs a value before '--stats': --out FILE.");
checkMistake(['pack', '--out', '-q'], "--out needs a value before '-q': --out FILE.");
checkMistake(['search', '--format'], '--format needs a value: --format VALUE.');
checkMistake(['review', '--allow-host'], '--allow-host needs a value: --allow-host HOST.');
checkMistake(['pack', '--dry-run=3'], "--dry-run takes no value; '3' was given.");
checkMistake(['polish'], "There is no command 'polish'. 'longview --help' lists the commands.", false);
checkMistake(
  ['--budget', '4'],
  "The command comes before '--budget'. 'longview --help' lists the commands.",
  false,
);
