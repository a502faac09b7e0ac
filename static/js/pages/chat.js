// The chat page: one client, and the views that show it.

import { canEncrypt } from "../lib/environment.js"
import { Place } from "../lib/place.js"
import { startViews } from "../lib/view.js"
import { Client } from "../session/client.js"
import { Account } from "../views/account.js"
import { Alarms } from "../views/alarms.js"
import { Ask } from "../views/ask.js"
import { Blocked } from "../views/blocked.js"
import { ChatList } from "../views/chat_list.js"
import { ChatMenu } from "../views/chat_menu.js"
import { Composer } from "../views/composer.js"
import { Connection } from "../views/connection.js"
import { Members } from "../views/members.js"
import { NewChat } from "../views/new_chat.js"
import { Opener } from "../views/opener.js"
import { Panes } from "../views/panes.js"
import { Rename } from "../views/rename.js"
import { Room } from "../views/room.js"
import { RoomHeader } from "../views/room_header.js"
import { SkipLinks } from "../views/skip_links.js"
import { showStartFailure } from "../views/start_failure.js"
import { Timeline } from "../views/timeline.js"
import { Verify } from "../views/verify.js"

const views = {
  "account": Account,
  "alarms": Alarms,
  "ask": Ask,
  "blocked": Blocked,
  "chat-list": ChatList,
  "chat-menu": ChatMenu,
  "composer": Composer,
  "connection": Connection,
  "members": Members,
  "new-chat": NewChat,
  "opener": Opener,
  "panes": Panes,
  "rename": Rename,
  "room": Room,
  "room-header": RoomHeader,
  "skip-links": SkipLinks,
  "timeline": Timeline,
  "verify": Verify,
}

const toLogin = (code) => location.replace(code ? `/login#${code}` : "/login")

export const start = async () => {
  // The login page says why it cannot work here, and what to do.
  if (!canEncrypt()) return toLogin()
  try {
    const client = await Client.start()
    client.addEventListener("ended", ({ detail }) => toLogin(detail.code), { once: true })
    startViews(views, { client, dialogs: new Map(), place: new Place() })
  } catch (failure) {
    if (["not-logged-in", "ended"].includes(failure.code)) return toLogin()
    showStartFailure(failure)
  }
}
