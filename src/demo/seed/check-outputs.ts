/** What a Java service prints when its card processor is gone: many lines, some of them long. */
export const paymentsFailure: readonly string[] = [
  'CRITICAL: 0 of 3 card processor endpoints answered within 2000 ms',
  'POST https://gateway.cards.example/v2/authorizations?merchant=4711&idempotency-key=8b1f6f0a-3f0e-4b58-9b1e-6b5e0c1f2a77&timeout=2000ms&trace=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  'javax.net.ssl.SSLHandshakeException: PKIX path validation failed: validity check failed',
  '\tat java.base/sun.security.ssl.Alert.createSSLException(Alert.java:131)',
  '\tat java.base/sun.security.ssl.TransportContext.fatal(TransportContext.java:371)',
  '\tat java.base/sun.security.ssl.CertificateMessage$T13CertificateConsumer.checkServerCerts(CertificateMessage.java:1351)',
  '\tat com.shop.payments.gateway.CardProcessorClient.authorize(CardProcessorClient.java:214)',
  '\tat com.shop.payments.health.RoundTripCheck.run(RoundTripCheck.java:58)',
  '\t... 23 more',
  'Caused by: java.security.cert.CertificateExpiredException: NotAfter: Sat Nov 21 23:59:59 UTC 2026',
  '\tat java.base/sun.security.x509.CertificateValidity.valid(CertificateValidity.java:277)',
  '\t... 31 more',
  'last success: 6 h 12 min ago; queued authorizations: 18,204; dropped: 0',
]

const esc = '\u001b'
const bell = '\u0007'

/** Output that would clear the screen, recolour it, retitle the window and fill the clipboard if it were obeyed. */
export const hostileOutput: readonly string[] = [
  `220 relay.shop.example ESMTP ${esc}[31;1mready${esc}[0m`,
  `${esc}[2J${esc}[H${esc}]0;owned${bell}${esc}]52;c;aG9zdGlsZQ==${bell}this line tries to erase the screen`,
  'carriage return\rOVERWRITTEN, backspace \b\b\b, and a lone \u009b31m C1 byte',
]
