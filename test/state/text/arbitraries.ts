import fc from 'fast-check'

/** Characters that editors get wrong: wide, joined, combining, without width, and both kinds of line end. */
const character = fc.oneof(
  {weight: 6, arbitrary: fc.constantFrom(...'abc XY_09.,{}":-#')},
  {weight: 2, arbitrary: fc.constantFrom('\n', '\r\n', '\t', ' ')},
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'é',
      'e\u0301',
      '\u0301',
      '日',
      '한',
      '👩‍👩‍👧',
      '🇩🇪',
      '❤️',
      '\u200b',
      'ก\u0e33',
    ),
  },
)

/** Text with line ends as editors write them. */
export const plainText = fc.string({unit: character, maxLength: 60})

/** Any text that UTF-8 can say, lone carriage returns, control characters and byte order marks included. */
export const anyText = fc.oneof(
  plainText,
  fc.string({
    unit: fc.oneof(
      character,
      fc.constantFrom('\r', '\0', '\uFEFF', '\u2028', '\x1b'),
      fc.string({unit: 'binary', maxLength: 2}),
    ),
    maxLength: 40,
  }),
)

const line = fc.oneof(fc.constantFrom('a', 'b', 'c', '', '{', '}'), fc.string({maxLength: 3}))

/** Texts that share most of their lines, as versions of one value do; the last line may lack its end. */
export const similarTexts = (count: number): fc.Arbitrary<readonly string[]> =>
  fc.array(fc.tuple(line, fc.constantFrom('\n', '\n', '\r\n')), {maxLength: 12}).chain(base =>
    fc.array(
      fc
        .tuple(
          fc.array(fc.tuple(fc.nat(12), fc.nat(2), fc.array(line, {maxLength: 2})), {maxLength: 3}),
          fc.constantFrom('', 'tail'),
        )
        .map(
          ([changes, tail]) =>
            changes
              .reduce(
                (lines, [at, removed, added]) =>
                  lines.toSpliced(at, removed, ...added.map(text => `${text}\n`)),
                base.map(([text, end]) => text + end),
              )
              .join('') + tail,
        ),
      {minLength: count, maxLength: count},
    ),
  )
