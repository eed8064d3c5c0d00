import {useEffect, useState} from 'react'

/** The value once it has stayed the same for `ms`; undefined while it changes. */
export const useCalm = <T>(value: T, ms: number): T | undefined => {
  const [calm, setCalm] = useState(value)
  useEffect(() => {
    if (calm === value) return undefined
    const timer = setTimeout(() => setCalm(value), ms)
    return () => clearTimeout(timer)
  }, [calm, value, ms])
  return calm === value ? calm : undefined
}
