// The chat page: one client, and the views that show it.

import { Attention } from "../lib/attention.js"
import { Composing } from "../lib/composing.js"
import { canEncrypt } from "../lib/environment.js"
import { readInvitation } from "../lib/invitation.js"
import { Place } from "../lib/place.js"
import { Selection } from "../lib/selection.js"
import { Sought } from "../lib/sought.js"
import { startManyViews } from "../lib/view.js"
import { Client } from "../session/client.js"
import { Account } from "../views/account.js"
import { Alarms } from "../views/alarms.js"
import { Appearance } from "../views/appearance.js"
import { ArrangeMenu } from "../views/arrange_menu.js"
import { Ask } from "../views/ask.js"
import { Blocked } from "../views/blocked.js"
import { ChatList } from "../views/chat_list.js"
import { ChatMenu } from "../views/chat_menu.js"
import { ChatsFind } from "../views/chats_find.js"
import { Composer } from "../views/composer.js"
import { Connection } from "../views/connection.js"
import { Data } from "../views/data.js"
import { Drill } from "../views/drill.js"
import { EmojiPicker } from "../views/emoji_picker.js"
import { Factor } from "../views/factor.js"
import { FactorDialog } from "../views/factor_dialog.js"
import { Forward } from "../views/forward.js"
import { Invitation } from "../views/invitation.js"
import { Invite } from "../views/invite.js"
import { KeyFile } from "../views/key_file.js"
import { KeyFileSetting } from "../views/key_file_setting.js"
import { KeyStore } from "../views/key_store.js"
import { KeyStoreDialog } from "../views/key_store_dialog.js"
import { Keyboard } from "../views/keyboard.js"
import { LanguageChoice } from "../views/language.js"
import { Lightbox } from "../views/lightbox.js"
import { Logins } from "../views/logins.js"
import { Members } from "../views/members.js"
import { MentionList } from "../views/mention_list.js"
import { MessageActions } from "../views/message_actions.js"
import { MessageInfo } from "../views/message_info.js"
import { NewChat } from "../views/new_chat.js"
import { Notifications } from "../views/notifications.js"
import { Notifier } from "../views/notifier.js"
import { Opener } from "../views/opener.js"
import { Panes } from "../views/panes.js"
import { Password } from "../views/password.js"
import { Peek } from "../views/peek.js"
import { Phrase } from "../views/phrase.js"
import { Privacy } from "../views/privacy.js"
import { Recovery } from "../views/recovery.js"
import { Reminder } from "../views/reminder.js"
import { Rename } from "../views/rename.js"
import { loadAnew, Renewal } from "../views/renewal.js"
import { Room } from "../views/room.js"
import { RoomHeader } from "../views/room_header.js"
import { Search } from "../views/search.js"
import { SelectionBar } from "../views/selection_bar.js"
import { Settings } from "../views/settings.js"
import { Shortcuts } from "../views/shortcuts.js"
import { SkipLinks } from "../views/skip_links.js"
import { showStartFailure } from "../views/start_failure.js"
import { Strength } from "../views/strength.js"
import { Switcher } from "../views/switcher.js"
import { Timeline } from "../views/timeline.js"
import { Timer } from "../views/timer.js"
import { Toast } from "../views/toast.js"
import { Tray } from "../views/tray.js"
import { Unread } from "../views/unread.js"
import { Verify } from "../views/verify.js"
import { Voice } from "../views/voice.js"

const views = {
  "account": Account,
  "alarms": Alarms,
  "appearance": Appearance,
  "arrange-menu": ArrangeMenu,
  "ask": Ask,
  "blocked": Blocked,
  "chat-list": ChatList,
  "chat-menu": ChatMenu,
  "chats-find": ChatsFind,
  "composer": Composer,
  "connection": Connection,
  "data": Data,
  "drill": Drill,
  "emoji-picker": EmojiPicker,
  "factor": Factor,
  "factor-dialog": FactorDialog,
  "forward": Forward,
  "invitation": Invitation,
  "invite": Invite,
  "key-file": KeyFile,
  "key-file-setting": KeyFileSetting,
  "key-store": KeyStore,
  "key-store-dialog": KeyStoreDialog,
  "keyboard": Keyboard,
  "language": LanguageChoice,
  "lightbox": Lightbox,
  "logins": Logins,
  "members": Members,
  "mention-list": MentionList,
  "message-actions": MessageActions,
  "message-info": MessageInfo,
  "new-chat": NewChat,
  "notifications": Notifications,
  "opener": Opener,
  "panes": Panes,
  "password": Password,
  "peek": Peek,
  "phrase": Phrase,
  "privacy": Privacy,
  "recovery": Recovery,
  "reminder": Reminder,
  "rename": Rename,
  "renewal": Renewal,
  "room": Room,
  "room-header": RoomHeader,
  "search": Search,
  "selection-bar": SelectionBar,
  "settings": Settings,
  "shortcuts": Shortcuts,
  "skip-links": SkipLinks,
  "strength": Strength,
  "switcher": Switcher,
  "timeline": Timeline,
  "timer": Timer,
  "toast": Toast,
  "tray": Tray,
  "unread": Unread,
  "verify": Verify,
  "voice": Voice,
}

export const start = async () => {
  const { hash } = location
  const invitation = readInvitation(hash)
  // Whoever comes by an invitation still has it behind the login.
  const toLogin = (code) => location.replace(code ? `/login#${code}` : `/login${invitation ? hash : ""}`)
  // The login page says why it cannot work here, and what to do.
  if (!canEncrypt()) return toLogin()
  try {
    const client = await Client.start()
    client.addEventListener("ended", ({ detail }) => toLogin(detail.code), { once: true })
    const [dialogs, place] = [new Map(), new Place()]
    client.addEventListener("renewed", ({ detail }) => loadAnew(detail.isHere), { once: true })
    client.addEventListener("welcome", ({ detail: { room, instead } }) => place.room === instead && place.choose(room))
    const [composing, selection, sought] = [new Composing(), new Selection(), new Sought()]
    new Notifier({ client, place })
    await startManyViews(views, { client, composing, dialogs, place, selection, sought })
    new Attention((isIdle) => client.idle(isIdle))
    if (invitation) dialogs.get("invitation").openFor(invitation)
  } catch (failure) {
    if (["not-logged-in", "ended"].includes(failure.code)) return toLogin()
    showStartFailure(failure)
  }
}
