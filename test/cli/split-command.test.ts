import {expect, test} from 'vitest'
import {splitCommand} from '../../src/cli/split-command.ts'

test.each([
  ['vim', ['vim']],
  ['  code   --wait ', ['code', '--wait']],
  ['vim -c "set tw=0"', ['vim', '-c', 'set tw=0']],
  ['emacs --eval \'(a "b")\'', ['emacs', '--eval', '(a "b")']],
  ['/opt/my\\ editor/run -x', ['/opt/my editor/run', '-x']],
  ['a"b c"\'d e\'f', ['ab cd ef']],
  ['"say \\"hi\\""', ['say "hi"']],
  ["''", ['']],
  ['', []],
])('%s', (command, words) => {
  expect(splitCommand(command)).toEqual(words)
})

test.each(['vim "', "vim 'a", 'vim \\'])('%s is never closed', command => {
  expect(splitCommand(command)).toBeUndefined()
})
