/** What V8 knows of https://tc39.es/proposal-json-parse-with-source/ (Node 22 and later) and TypeScript's libraries not yet. */
interface JSON {
  parse(
    text: string,
    reviver: (this: unknown, name: string, value: unknown, context: {readonly source?: string}) => unknown,
  ): unknown
  /** A value that `stringify` writes as it is: an integer longer than a double can hold. */
  rawJSON(text: string): object
}
