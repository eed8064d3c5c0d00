import {get} from 'node:http'

const LEADER_URL = 'http://127.0.0.1:8500/v1/status/leader'

/**
 * Whether a Consul agent answers at its default address. A leaderless one, which answers 500, counts: it is the very
 * one that somebody wants to look at.
 *
 * @param {{url?: string, timeoutMs?: number}} [options]
 * @returns {Promise<boolean>}
 */
export function isAgentRunning({url = LEADER_URL, timeoutMs = 500} = {}) {
  return new Promise(resolve => {
    const request = get(url, {timeout: timeoutMs, agent: false}, response => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', chunk => {
        body += chunk
      })
      response.on('end', () => resolve(isLeaderAnswer(response.statusCode ?? 0, body)))
      response.on('error', () => resolve(false))
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
    request.on('close', () => resolve(false))
  })
}

/**
 * The leader's address as a JSON string, or one of the refusals of an agent: no leader, no access for us, too much to
 * do, or (400) an agent that speaks TLS.
 *
 * @param {number} status
 * @param {string} body
 */
function isLeaderAnswer(status, body) {
  if (status === 200) return /^"[^"]*"\s*$/.test(body)
  return [400, 403, 429, 500].includes(status)
}
