import type {OutputGroup} from '../../deploy/board/groups.ts'
import type {DeployJob} from '../../state/deploy/job.ts'
import {comparableText} from '../../state/deploy/output-groups.ts'
import {printableLines} from '../../terminal/printable.ts'
import {endWord, nameLines} from '../deploy/group-words.ts'
import {diffSectionLines} from '../diff/diff-lines.ts'
import type {Section, SectionLine} from '../document/document.ts'
import {count} from '../format.ts'
import {span} from '../span.ts'

/** Of the output that most have: what differs from it is not to be far below. */
const MOST_LINES = 20

/** Where nearly every host wrote something else, their differences tell nobody anything. */
const MOST_GROUPS = 20

/** The hosts that have ended, by what they wrote: what most wrote, then how each other group differs from that. */
export const groupSections = (
  job: DeployJob,
  [most, ...others]: readonly OutputGroup[],
  width: number,
): readonly Section[] => {
  if (most === undefined) return []
  const text = comparableText(job, most.nodes[0])
  const rest = others.slice(MOST_GROUPS).flatMap(({nodes}) => nodes)
  return [
    groupSection(most, 'most', width, outputLines(text)),
    ...others
      .slice(0, MOST_GROUPS)
      .map((group, place) =>
        groupSection(
          group,
          `other ${place}`,
          width,
          differenceLines(text, comparableText(job, group.nodes[0]), width),
        ),
      ),
    ...(rest.length === 0
      ? []
      : [
          {
            id: 'rest',
            title: `${count(rest.length, 'host')} in still other ways`,
            lines: nameLines(rest, width),
          },
        ]),
  ]
}

const groupSection = (
  group: OutputGroup,
  id: string,
  width: number,
  lines: readonly SectionLine[],
): Section => ({
  id,
  title: `${count(group.nodes.length, 'host')} ${group.nodes.length === 1 ? '' : 'alike, '}${endWord(group.exitCode)}${group.isCut ? ' (cut: there is more)' : ''}`,
  lines: [...nameLines(group.nodes, width), ...lines],
})

const outputLines = (text: string): readonly SectionLine[] => {
  if (text.trim() === '') return [{key: 'none', spans: [span('no output', 'dim')]}]
  const lines = printableLines(text.replace(/[\r\n]+$/, ''))
  const more = lines.length - MOST_LINES
  return [
    ...lines
      .slice(0, MOST_LINES)
      .map((line, place): SectionLine => ({key: `line ${place}`, spans: [{text: line}]})),
    ...(more > 0 ? [{key: 'more', spans: [span(`… ${count(more, 'more line')}`, 'dim')]}] : []),
  ]
}

const differenceLines = (most: string, text: string, width: number): readonly SectionLine[] =>
  text === most
    ? [{key: 'same', spans: [span('wrote the same, and ended otherwise', 'dim')]}]
    : diffSectionLines(most, text, width)
