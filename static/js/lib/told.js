// Of which new messages a person is told.

/**
 * Give the ones to tell of, of messages of a chat that have just come, oldest first. A muted chat says nothing, unless it names the
 * person; while nothing is to disturb not even that. What is in sight, or was read elsewhere, is known already.
 * @param chat as in the list of chats  @param {{username: string, isQuiet: boolean, isSeen: boolean}} about
 */
export const toldOf = (messages, { isMuted, unread }, { username, isQuiet, isSeen }) => {
  if (isQuiet || isSeen || unread === 0) return []
  const news = messages.slice(-unread)
  return isMuted ? news.filter(({ mentions }) => mentions.includes(username)) : news
}
