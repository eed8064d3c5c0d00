/** IDs become names of files and keys, so nothing but a UUID is one. */
export const isEventId = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
