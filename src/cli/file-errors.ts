/** Does something with a file; what the system says of a failure is told in words. `doing` is read, written. */
export const inWords = async <T>(
  path: string,
  doing: string,
  act: (path: string) => Promise<T>,
): Promise<T> => {
  try {
    return await act(path)
  } catch (error) {
    if (!isSystemError(error)) throw error
    const noFolder = doing === 'written' && error.code === 'ENOENT'
    throw new Error(`${path} cannot be ${doing}: ${noFolder ? 'its folder does not exist' : reasonOf(error)}`)
  }
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EEXIST: 'there is one already',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of its path is not a folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  EDQUOT: 'the quota is used up',
}

export const reasonOf = (error: unknown): string =>
  (isSystemError(error) && REASONS[error.code ?? '']) ||
  (error instanceof Error ? error.message : String(error))
