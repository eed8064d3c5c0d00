import {editInRounds} from './editing.ts'

// The other operator, in a process of their own.
const [address = '', key = '', rounds = ''] = process.argv.slice(2)
process.send?.(await editInRounds({address, key, name: 'second', rounds: Number(rounds)}))
process.disconnect?.()
