import type {DnsType} from '../../api/dns/dns-type.ts'
import {findType, TYPE_NAMES, usualType} from './question-type.ts'

/** A question as it is typed: the name may still lack its domain. */
export type TypedQuestion = {readonly name: string; readonly type: DnsType}

/** Reads `NAME [TYPE]`; where that cannot be, why not. */
export const parseQuestion = (text: string): TypedQuestion | {readonly problem: string} => {
  const [name = '', type, ...rest] = text.trim().split(/\s+/)
  if (name === '') return {problem: 'there is no name to ask for'}
  if (rest.length > 0) return {problem: 'a name and a type are all that can be asked'}
  const found = type === undefined ? usualType(name) : findType(type)
  if (found) return {name, type: found}
  return {problem: `there is no type called ${type} here: ${TYPE_NAMES.join(', ')}`}
}

/** The inverse; a full name without its last dot. */
export const formatQuestion = ({name, type}: TypedQuestion): string =>
  `${name.replace(/(.)\.$/, '$1')} ${type}`
