import {type Draft, isUnsaved} from '../../state/kv/draft.ts'
import {type Content, differs, isText, sizeOf} from '../../state/kv/draft-content.ts'
import {diffTexts} from '../../state/text/diff.ts'
import {countChanges} from '../../state/text/hunks.ts'
import {joinLines} from '../../state/text/lines.ts'
import {contentDiff} from '../diff/content-diff.ts'
import type {Section, SectionLine} from '../document/document.ts'
import {flagsText} from '../edit/flags-text.ts'
import {problemText} from '../edit/problem-text.ts'
import {count} from '../format.ts'
import {keyText} from '../kv/key-text.ts'
import {span} from '../span.ts'

/** What a save would change. */
export const reviewSections = (
  draft: Draft,
  {datacenter, width}: {readonly datacenter: string | undefined; readonly width: number},
): readonly Section[] => [
  {id: 'change', title: headingOf(draft, datacenter), lines: [...problemLines(draft), ...factLines(draft)]},
  {id: 'diff', title: '', lines: diffLines(draft, width)},
]

const headingOf = ({key, base}: Draft, datacenter: string | undefined): string =>
  `${base ? 'Write' : 'Make'} ${keyText(key)}${datacenter ? ` in ${datacenter}` : ''}?`

const problemLines = ({accepted, kind}: Draft): readonly SectionLine[] =>
  accepted && !accepted.ok
    ? [
        {
          key: 'problem',
          spans: [
            span(
              `▲ not valid ${kind.toUpperCase()}, to be saved all the same: ${problemText(accepted)}`,
              'warn',
            ),
          ],
        },
      ]
    : []

const bytes = (size: number): string => `${size.toLocaleString('en-US')} bytes`

const factLines = (draft: Draft): readonly SectionLine[] => {
  const {base, opened, content, flags} = draft
  const before = base?.flags ?? 0n
  const sizes = base ? `${bytes(sizeOf(opened))} → ${bytes(sizeOf(content))}` : bytes(sizeOf(content))
  return [
    {key: 'size', spans: [span(`${sizes}  `), ...countSpans(draft)]},
    ...(flags === before
      ? []
      : [
          {
            key: 'flags',
            spans: [span('flags  ', 'dim'), span(`${flagsText(before)} → `), span(flagsText(flags), 'warn')],
          },
        ]),
    ...markLines(opened, content),
    ...(draft.key.endsWith('/') && !base
      ? [{key: 'folder', spans: [span('Its name ends in /, so it shows as a folder.', 'dim')]}]
      : []),
  ]
}

const countSpans = ({opened, content}: Draft) => {
  if (!isText(opened) || !isText(content)) return [span('not text: compared in hex', 'dim')]
  if (!differs(opened, content)) return [span('the value stays as it is', 'dim')]
  const {removed, added} = countChanges(diffTexts(joinLines(opened.lines), joinLines(content.lines)))
  return [span(`-${count(removed, 'line')}`, 'bad'), span('  '), span(`+${count(added, 'line')}`, 'good')]
}

/** The byte order mark is in no line of the diff. */
const markLines = (opened: Content, content: Content): readonly SectionLine[] => {
  if (!isText(opened) || !isText(content) || opened.bom === content.bom) return []
  return [{key: 'bom', spans: [span(`byte order mark ${content.bom ? 'added' : 'removed'}`, 'warn')]}]
}

const diffLines = (draft: Draft, width: number): readonly SectionLine[] => {
  if (!isUnsaved(draft) && draft.base) return []
  return contentDiff(draft.opened, draft.content, width)
}
