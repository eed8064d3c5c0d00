import type {Conflict} from '../../state/kv/conflict.ts'
import type {Draft} from '../../state/kv/draft.ts'
import {type Content, contentOfEntry, isText, sizeOf} from '../../state/kv/draft-content.ts'
import {contentDiff} from '../diff/content-diff.ts'
import type {Section} from '../document/document.ts'
import {flagsText} from '../edit/flags-text.ts'
import {span} from '../span.ts'

/** One version or the other as a whole: by choice, or because there is nothing to merge by lines. */
export const wholeLines = (
  {whole, parts, theirs}: Conflict,
  {base, content, flags}: Draft,
  width: number,
): readonly Section[] => {
  const other = contentOfEntry(theirs)
  const choice = (side: 'mine' | 'theirs', key: string, text: string) => ({
    key: side,
    spans: [
      span(whole === side ? '✔ ' : '  ', 'good', true),
      span(`${key}  `, 'accent'),
      span(text, undefined, whole === side),
    ],
  })
  return [
    {
      id: 'whole',
      title: parts
        ? `The whole of ${whole}, and nothing of the other; ${whole === 'mine' ? 'w' : 'W'} again goes back to the merge`
        : reasonOf({theirs, content, base, other}),
      lines: [
        choice('mine', 'w', `mine: ${describe(content, flags)}`),
        choice(
          'theirs',
          'W',
          theirs ? `theirs: ${describe(other, theirs.flags)}` : 'theirs: the key stays deleted',
        ),
      ],
    },
    {id: 'diff', title: 'From theirs to mine', lines: contentDiff(other, content, width)},
  ]
}

const describe = (content: Content, flags: bigint): string =>
  `${sizeOf(content).toLocaleString('en-US')} bytes, flags ${flagsText(flags)}`

const reasonOf = ({
  theirs,
  content,
  base,
  other,
}: {
  readonly theirs: Conflict['theirs']
  readonly content: Content
  readonly base: Draft['base']
  readonly other: Content
}): string => {
  if (!theirs) return 'Someone else has deleted the key: w makes it again, W lets it go'
  const who = !isText(other) ? 'theirs' : !isText(content) ? 'mine' : base ? 'the old value' : 'one of them'
  return `${who} is no text, so there are no lines to merge: take one as a whole`
}
