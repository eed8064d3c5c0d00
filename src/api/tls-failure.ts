import type {ConsulErrorFields} from './errors.ts'

type Finding = Pick<ConsulErrorFields, 'kind' | 'shortMessage' | 'nextStep'>

/** Why a TLS connection failed, in plain words; undefined if TLS is not to blame. */
export const describeTlsFailure = (code: string, address: string): Finding | undefined => {
  const reason =
    reasons[code] ?? (code.startsWith('ERR_SSL_') || code.startsWith('ERR_OSSL_') ? other : undefined)
  if (reason === undefined) return undefined
  return {kind: 'unreachable', shortMessage: `${address}: ${reason.words}`, nextStep: reason.nextStep}
}

type Reason = {readonly words: string; readonly nextStep: string}

const unknownIssuer: Reason = {
  words: 'the certificate is signed by an authority unknown here',
  nextStep: 'Set CONSUL_CACERT to the CA certificate of the cluster.',
}

const clientCertificate: Reason = {
  words: 'the agent asks for a client certificate that it trusts',
  nextStep: 'Set CONSUL_CLIENT_CERT and CONSUL_CLIENT_KEY.',
}

const plainHttp: Reason = {
  words: 'the port does not speak HTTPS',
  nextStep: 'Write the address with http://, or point it at the HTTPS port, often 8501.',
}

const unusablePem: Reason = {
  words: 'a certificate or key given for TLS cannot be used',
  nextStep:
    'Check that CONSUL_CACERT, CONSUL_CLIENT_CERT and CONSUL_CLIENT_KEY name PEM files that belong together.',
}

const other: Reason = {
  words: 'TLS could not be agreed on',
  nextStep: 'Check CONSUL_CACERT, CONSUL_CLIENT_CERT, CONSUL_CLIENT_KEY and CONSUL_TLS_SERVER_NAME.',
}

const reasons: Readonly<Record<string, Reason>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownIssuer,
  SELF_SIGNED_CERT_IN_CHAIN: unknownIssuer,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownIssuer,
  CERT_SIGNATURE_FAILURE: unknownIssuer,
  CERT_HAS_EXPIRED: {
    words: 'the certificate has expired',
    nextStep: 'Renew the certificate of the agent, and check the clock of this machine.',
  },
  CERT_NOT_YET_VALID: {
    words: 'the certificate is not valid yet',
    nextStep: 'Check the clock of this machine and of the agent.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    words: 'the certificate is for another name',
    nextStep: 'Set CONSUL_TLS_SERVER_NAME to the name in the certificate, such as server.dc1.consul.',
  },
  ERR_SSL_WRONG_VERSION_NUMBER: plainHttp,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: plainHttp,
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: clientCertificate,
  ERR_SSL_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: clientCertificate,
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: clientCertificate,
  ERR_SSL_SSL_SSLV3_ALERT_BAD_CERTIFICATE: clientCertificate,
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: clientCertificate,
  ERR_SSL_TLS_ALERT_UNKNOWN_CA: clientCertificate,
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: clientCertificate,
  ERR_OSSL_PEM_NO_START_LINE: unusablePem,
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: unusablePem,
  ERR_OSSL_UNSUPPORTED: unusablePem,
}
