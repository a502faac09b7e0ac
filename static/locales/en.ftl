### Everything that the interface says, in English, in the words of docs/GLOSSARY.md.
### A message is added to every catalogue in this folder, under the name of its component, and shown by
### {{ t("its-id") }} in a template or t("its-id", { variable }) in a view. No markup, and no NUMBER() or DATETIME():
### numbers and dates are written as the browser's locale writes them, whatever the language.

## Pages

site-description = A chat in which only the people in it can read what is written.
recover-page = Forgot your password?
recover-other = Remembered it?
    .link = Log in
reset-page = Begin anew
reset-other = Found the phrase or the file after all?
    .link = Set a new password
login-page = Log in
register-page = Create an account
login-other = No account yet?
    .link = Create an account
register-other = Already have an account?
    .link = Log in
error-404 = This page does not exist
    .text = The address may be mistyped, or the page has moved.
error-405 = This address cannot be used like that
    .text = Go to the start page and take the way from there.
error-413 = This is too large
    .text = The server takes no request of this size.
error-500 = Something went wrong on the server
    .text = Please try again in a moment. What you have sent is not lost.
error-go = Go to your chats
skip-to-chats = Skip to the list of chats
skip-to-message = Skip to writing
no-script = SecureChat needs JavaScript.
    .why = Your messages are encrypted in this browser, before they leave it; without JavaScript there is nothing that could encrypt them.
    .next = Turn JavaScript on for this site in the settings of your browser, then reload the page.
unable = This connection is not secure, so nothing can be encrypted here.
    .why = Browsers offer encryption only to pages that come over HTTPS or from this very computer.
    .next = Open this site by an address that begins with { $secure }; on the computer that runs it, use { $local } with its port. If the address is right, update your browser.

## Buttons and states that several components share

button-cancel = Cancel
button-close = Close
button-try-again = Try again
verified-mark = Verified
progress = Progress
language = Language
list-separator = {", "}

## Fields and forms of accounts

field-show = Show
field-hide = Hide
username-label = Username
username-hint = 3 to 32 of a to z, 0 to 9, dot, underscore and hyphen. Capitals become small letters.
username-missing = Enter your username.
username-form = A username is 3 to 32 of the letters a to z, digits, dot, underscore and hyphen.
username-not = “{ $name }” is not a username. { username-form }
username-own = You are in the chat already: leave your own username out.
usernames-missing = Enter at least one username.
password-label = Password
password-hint = At least 12 characters. It never leaves this browser, and nobody else can reset it: keep it well.
password-missing = Enter your password.
password-short = { $count ->
    [one] Use at least 12 characters: { $count } more is needed.
   *[other] Use at least 12 characters: { $count } more are needed.
}
password-repeat = Repeat password
passwords-differ = The two passwords are not the same.
strength-0 = Very easy to guess
strength-1 = Easy to guess
strength-2 = Could be stronger
strength-3 = Strong
strength-4 = Very strong
strength-unknown = How strong the password is cannot be shown now. Long and unlike anything else is good.
strength-warning-straight-row = Rows of keys are tried first
strength-warning-key-pattern = Patterns on the keyboard are tried early
strength-warning-simple-repeat = A repeated letter adds almost nothing
strength-warning-extended-repeat = A repeated group of letters adds almost nothing
strength-warning-sequences = Sequences such as “abc” are tried early
strength-warning-recent-years = Years are tried early
strength-warning-dates = Dates are tried early
strength-warning-top-ten = This is one of the ten most used passwords
strength-warning-top-hundred = This is one of the hundred most used passwords
strength-warning-common = Many people use this password
strength-warning-similar-to-common = This is close to a password that many people use
strength-warning-word-by-itself = A single word is tried early
strength-warning-names-by-themselves = A single name is tried early
strength-warning-common-names = Common names are tried early
strength-warning-user-inputs = Your username does not belong in your password
strength-warning-pwned = This password is in a list that attackers have
strength-suggestion-l33t = Replacing letters by look-alikes does not help
strength-suggestion-reverse-words = Writing a word backwards does not help
strength-suggestion-all-uppercase = Capitals throughout do not help
strength-suggestion-capitalization = A capital at the beginning does not help
strength-suggestion-dates = Leave out dates that have to do with you
strength-suggestion-recent-years = Leave out recent years
strength-suggestion-associated-years = Leave out years that have to do with you
strength-suggestion-sequences = Leave out sequences
strength-suggestion-repeated = Leave out repeated words and letters
strength-suggestion-longer-keyboard-pattern = A pattern on the keyboard would have to be long and change its direction often
strength-suggestion-another-word = Add words that few people use
strength-suggestion-use-words = Use several words that do not belong together
strength-suggestion-no-need = Capitals, digits and symbols are not needed for that
strength-suggestion-pwned = If you use this password elsewhere, change it there
store-label = Store my keys with the server
store-checked = Checked:
    .text = the server keeps your keys, sealed under your password, which it does not know. You can log in from any browser.
store-unchecked = Unchecked:
    .text = only this browser can read your messages. Others can start a chat with you only while you are connected. If you lose this browser or clear its data, only a key file, which you download in the settings, brings the account back.
register-closed = This server takes no new accounts. If you have one, log in.
code-label = Registration code
code-hint = New accounts on this server need a code from whoever runs it.
code-missing = Enter the code that you were given.
register-submit = Create account
register-step-keys = Making your keys. This takes a few seconds.
register-step-seal = Sealing your keys under your password.
register-step-send = Creating the account.
register-step-store = Storing your keys in this browser.
login-submit = Log in
login-passkey = Log in with a passkey
login-forgot = Forgot your password?
second-step-about = Your password is right. Now enter the code from your app, or one of your one-time codes.
second-step-passkey = Your password is right. Now show your passkey.
second-step-both = Your password is right. Now show your passkey, or enter a code.
second-step-show = Use a passkey
second-step-code = Code
second-step-lost = Lost them? Use your recovery phrase
second-step-back = Back
recover-about = With your recovery phrase or a key file you set a new password. Your keys, chats and messages stay; wherever else you are logged in, that login ends. No code is asked for: a second factor is taken off, and you can set it up again.
recover-submit = Set new password
recover-step-prove = Opening your keys. This takes a moment.
recover-step-seal = Sealing your keys under the new password.
recover-step-send = Setting the new password.
recover-lost = Lost phrase and file, too?
reset-about = If password, recovery phrase and key file are all lost, you can keep your username and begin anew with new keys. Whoever runs this server gives you a code for that.
    .lost = Nobody can bring back what the old keys opened: your messages, chats and files are gone for you, and every login ends. You are out of your groups until an owner adds you again.
    .told = The people you know are told that your keys are others now, and asked whether they are yours. Let them know by another way, such as a call.
reset-code = Code
reset-code-hint = It is in the link that you were given, and good once.
reset-code-form = This is not a whole code: it has 22 letters, digits, - or _.
reset-know = I know that my messages and chats are gone
reset-know-missing = Tick this if you want to begin anew.
reset-submit = Begin anew
reset-step-send = Putting the new keys in the place of the old ones.
login-file-about = Your password is right, and your keys are not in this browser. Your key file brings them here.
login-step-stretch = Working out your login from the password. This takes a moment.
login-step-send = Logging in.
login-step-open = Opening your keys.
login-step-store = Storing your keys in this browser.
account-menu = Account menu
account-log-out = Log out
account-keys-server = Your keys are stored with the server, sealed under your password.
account-keys-browser = Your keys are kept in this browser only, sealed under your password when you log out.

## Settings

settings = Settings
settings-appearance = Appearance
appearance-theme = Theme
appearance-theme-system = System
appearance-theme-light = Light
appearance-theme-dark = Dark
appearance-density = Density
appearance-density-comfortable = Comfortable
appearance-density-compact = Compact
appearance-motion = Motion
appearance-motion-system = As the system has it
appearance-motion-reduced = Reduced
appearance-hint = How SecureChat looks in this browser. Other browsers keep their own.
settings-account = Account
phrase = Recovery phrase
phrase-about = These twelve words open your account if you forget your password. They are shown only now. Write them down, in this order.
phrase-advice = On paper, where nobody else finds it: whoever has the words can read your messages. A photo or a file is easily copied.
phrase-next = I have written them down
phrase-skip = Go on without a phrase
phrase-ask = To be sure that nothing went wrong while writing, enter these words from your paper.
phrase-word = Word { $place }
phrase-word-wrong = This is not the word. Look at your paper, or show the words again.
phrase-back = Show the words again
phrase-submit = Keep this phrase
phrase-step-open = Opening your keys.
phrase-step-seal = Sealing your keys under the recovery phrase. This takes a moment.
phrase-step-send = Storing the sealed keys.
phrase-replaces = A new phrase takes the place of the one you have, which opens nothing any more then.
phrase-begin = Show the words
phrase-hint = Twelve words, in their order.
phrase-missing = Enter your recovery phrase.
phrase-count = { $count ->
    [one] This is { $count } word, and a phrase has { $wanted }.
   *[other] These are { $count } words, and a phrase has { $wanted }.
}
phrase-unknown = Word { $place }, “{ $word }”, is no word of a recovery phrase. Check its spelling.
phrase-checksum = Together these words are no recovery phrase. Check each of them, and their order.
reminder-phrase = You have no recovery phrase: twelve words on paper that bring you back if you forget your password.
    .action = Make one
recovery-none = You have no recovery phrase. It sets a new password if you forget yours; without it, only a key file does.
recovery-since = You have had one since { $day }. If you forget your password, it sets a new one. Whether your paper has the right words shows when you try it, which changes nothing.
recovery-make = Make a recovery phrase
recovery-again = Make a new one
factor = Second factor
factor-none = Logging in asks for your password alone. With a second factor it also asks for a code from an app on your phone, or for a passkey, and whoever learns your password does not get in by it.
factor-on = { $how ->
    [app] Besides the password, logging in asks for a code from your app.
    [passkey] Besides the password, logging in asks for a passkey.
   *[both] Besides the password, logging in asks for a passkey, or for a code from your app.
} { $count ->
    [0] You have no one-time codes left.
    [one] You have { $count } one-time code left.
   *[other] You have { $count } one-time codes left.
} Your recovery phrase works without any of these.
factor-set-up = Set up an app
    .text = To begin, enter your password.
    .submit = Show the key
factor-passkey = Add a passkey
    .text = A passkey is kept by your device, or by a security key that you plug in or hold to it. Enter your password, then follow your browser. Where the passkey can open your keys, it logs in without the password from then on.
    .submit = Go on
factor-remove = Remove this passkey
    .text = Logging in takes it no more. If it is your last second factor, your password alone logs in.
    .submit = Remove
passkeys = Passkeys
passkey-since = Added { $day }. Counts behind the password.
passkey-opens = Added { $day }. Logs in without the password.
passkey-remove = Remove
    .label = Remove { $name }
passkey-name = Name of the passkey
passkey-name-hint = To know it by, such as the device that keeps it. The server can read it.
passkey-name-missing = Enter a name.
passkey-needs = Passkeys need HTTPS and a server that has a name, not only an address.
factor-codes = Make new one-time codes
    .text = They take the place of those you have, which are void then.
    .submit = Show new codes
factor-off = Take it off
    .text = From then on your password alone logs in; app, passkeys and one-time codes are void.
    .submit = Take it off
factor-scan = Scan this with an authenticator app on your phone, or enter the key there.
factor-qr = QR code for your app
factor-key = Key
factor-copy-key = Copy key
factor-copy-codes = Copy codes
factor-copied = Copied.
factor-not-copied = Copying did not work. Select the text and copy it yourself.
factor-code = Code from the app
factor-code-hint = Six digits, others every half minute.
factor-code-missing = Enter a code.
factor-turn-on = Turn on
factor-one-time = One-time codes
factor-kept = These codes are for the day on which you do not have your phone. Each logs you in once. They are shown only now: write them down, and keep them apart from the phone.
factor-done = I have kept them
drill = Prove you can recover
drill-about = Enter the words from your paper, or choose your key file. They are tried as if you had forgotten your password, and nothing is changed.
drill-submit = Try the words
drill-submit-file = Try the file
drill-done-file = This is the file, and its password. With them you can recover your account at any time.
drill-done = These are the words. With them you can recover your account at any time.
way-back = Come back with
way-back-phrase = Twelve words
way-back-file = A file
key-file = Key file
key-file-about = A key file holds your keys, sealed under a password of its own. With both you set a new password if you forget yours, take your keys to another browser, and open downloaded logs without any server.
key-file-keep = Keep the file where you keep copies, such as a memory stick, and its password elsewhere: whoever has both can read your messages and take over your account.
key-file-none = You have none.
key-file-since = You have had one since { $day }.
key-file-make = Download a key file
key-file-try = Try a key file
key-file-again = Download it again
key-file-replaces = This file takes the place of the one you have, which sets no password any more then. It still holds your keys: delete it.
key-file-hint = The file that you downloaded, or a copy of it. It is opened in this browser and goes nowhere.
key-file-account = Password of your account
key-file-password = Password of the file
key-file-password-new = A password for the file
key-file-password-hint = At least 12 characters, and not the password of your account. You need it whenever you use the file, perhaps years from now.
key-file-password-missing = Enter the password of the file.
key-file-password-same = This is the password of your account: the file would be no use when you forget it.
key-file-repeat = Repeat the password for the file
key-file-missing = Choose your key file.
key-file-unreadable = The file cannot be read. Choose it again.
key-file-step-seal = Sealing your keys into the file. This takes a moment.
key-file-step-send = Making the file count.
key-file-saved = “{ $name }” is among your downloads.
reminder-key-file = Your keys are in this browser only. If its data is cleared, your messages are lost.
    .action = Download a key file
key-store = Where your keys are
key-store-server = With the server, sealed under your password, which it does not know. You can log in from any browser, and people can start a chat with you at any time.
key-store-browser = In this browser only. In another browser you need your key file. While you are not connected nobody can start a chat with you or bring you into one. If this browser loses its data, only a key file brings your keys back.
key-store-leave-server = Keep my keys in this browser only
key-store-leave-browser = Store my keys with the server
key-store-to-browser = The server deletes your sealed keys and your public keys, for good. This browser keeps the only copy. What will not work then:
key-store-to-browser-others = Another browser opens your account only with your password and a key file.
key-store-to-browser-lose = If this browser loses its data and you have no key file, your account and all messages are lost.
key-store-to-browser-away = While you are not connected, nobody can start a chat with you or bring you into one. In chats that are there, whoever knows your keys can write to you as before.
key-store-to-browser-logins = Wherever else you are logged in, that login ends, and those browsers wipe your keys.
key-store-to-server = The server stores your public keys, and your keys sealed under your password, which it does not know. You can log in from any browser then, and people can start a chat with you while you are away. This browser keeps no sealed copy.
key-store-no-file = You have no key file yet. It is the only way to another browser, and the only copy beside this one.
    .action = Download a key file first
key-store-step-send = Moving your keys.
key-store-moved-browser = Your keys are in this browser only. The server has deleted them.
key-store-moved-server = The server stores your sealed keys now.
password-change = Change password
    .about = Your keys and messages stay as they are; only what opens them changes. Wherever else you are logged in, that login ends.
password-old = Current password
password-new = New password
password-new-hint = At least 12 characters. It never leaves this browser.
password-new-repeat = Repeat new password
password-step-open = Opening your keys with the current password.
password-step-seal = Sealing your keys under the new password.
password-step-send = Changing the password.
password-changed = Your password is changed, and every other login of yours has ended.
renewal = Renew keys
renewal-about = Makes new keys, which the ones you have vouch for. Do this if somebody may have come by your keys. What you can read stays readable; your contacts see one line in each chat, and “verified” ends until you compare safety numbers again. Wherever else you are logged in, that login ends. Your recovery phrase, your key file and your passkeys open nothing any more: make new ones afterwards.
renewal-not-here = The keys of this account are in this browser only, and cannot be renewed: the server would have nothing by which others could still verify what you wrote before.
renewal-password = Your password
renewal-step-open = Opening your keys.
renewal-step-keys = Making new keys. This takes a moment.
renewal-step-send = Putting them in the place of the old ones.
renewal-done = Your keys are renewed. Your chats hear of it by themselves.
settings-notifications = Notifications
notify = Notifications
    .about = The system shows when a message comes in whose chat is not in sight. Muted chats say nothing, unless a message mentions you.
notify-says = What they say
notify-says-all = Name and text
notify-says-name = Name only
notify-says-nothing = Nothing
notify-says-hint = What they say leaves the part of this browser that is sealed: the system shows it, perhaps on a locked screen, and may keep it.
notify-sound = Sound
    .about = Two soft notes for each message that would be told.
notify-works = Notifications are on.
notify-refused = The browser does not let SecureChat show notifications. Allow them in its settings for this site, then try again.
notify-unable = This browser lets no page show notifications.
notice-new = A new message
quiet = Do not disturb
quiet-off = Off
quiet-on = on
quiet-hour = 1 hour
quiet-hours = 8 hours
quiet-always = Until I turn it off
quiet-until = Until { $time }.
quiet-on-until = Do not disturb until { $time }
quiet-hint = No notification and no sound in this browser, not even when a message mentions you. What is unread is still counted.
settings-privacy = Privacy
privacy-about = Your browser tells the members of your chats more than what you write, encrypted like it. Your choice goes with your account to every browser.
privacy-typing = Who is writing
    .about = Turned off, nobody is told when you write, and you are not shown when others do.
privacy-delivered = Delivered marks
    .about = Turned off, nobody is told what has reached you, and you are not shown whom your messages reached.
privacy-read = Read marks
    .about = Turned off, nobody is told what you have read, and you are not shown who has read yours.
privacy-presence = Who is online
    .about = Turned off, nobody is told whether you are there, and you are not shown who else is.
settings-data = Your data
archive = Download everything
archive-about = One archive with your sealed keys, the logs of all your chats, and their files. All of it stays encrypted; a file in it says how to open it on a computer of yours, without this server.
archive-no-keys = Your keys are not in it: they are in your browsers only. A key file, from “Account”, opens it.
archive-get = Download
delete-account = Delete the account
delete-goes = What goes: your keys, your logins everywhere, your contacts and settings, your recovery phrase and second factor, the files you sent, and the text of all your messages, also in the chats of others. You leave every group. Chats that nobody else is in go whole.
delete-stays = What stays: your name, so that nobody can pretend to be you, with the public keys that it had; that you were in these chats, and when you wrote. Whoever has your messages in their browser, or in a log that they downloaded, keeps them. So do chats in which keys have changed and nobody has decided yet.
delete-final = It cannot be undone, and nobody can take the name again, not even you. Download everything first if you want to keep it.
delete-username = Type your username
delete-username-wrong = This is not your username.
delete-submit = Delete the account for good
delete-step-open = Opening your keys with the password.
delete-step-rooms = Taking your messages back and leaving your groups, one after the other.
delete-step-send = Deleting the account.
delete-interrupted = { $why } The account is still there. Delete it once more to go on from here.
settings-logins = Logins
logins-about = Where you are logged in. A browser whose login you end wipes your keys and messages as soon as it reaches the server again.
logins-list = Your logins
logins-others = End all other logins
login-end = End
    .label = End the login in { $browser }
login-here = This browser
login-since = Logged in { $day }
login-seen-now = Used within the last hour
login-seen = Last used { $when }
login-place = { $browser } on { $system }
login-browser-chrome = Chrome
login-browser-edge = Edge
login-browser-firefox = Firefox
login-browser-opera = Opera
login-browser-safari = Safari
login-browser-samsung = Samsung Internet
login-browser-other = Unknown browser
login-system-android = Android
login-system-chromeos = ChromeOS
login-system-ipad = iPad
login-system-iphone = iPhone
login-system-linux = Linux
login-system-mac = Mac
login-system-windows = Windows

## Shortcuts, and going to a chat by its name

shortcuts = Keyboard shortcuts
shortcuts-or = or
shortcuts-moving = Moving about
shortcuts-writing = Writing
shortcuts-other = Other
shortcut-switch = Go to a chat by its name
shortcut-search = Search messages
shortcut-next-chat = Next chat
shortcut-previous-chat = Previous chat
shortcut-back = Close what is in front, or go back to the list
shortcut-send = Send
shortcut-break = Break the line
shortcut-settings = Settings
shortcut-help = This list
switcher = Go to a chat
switcher-placeholder = Name of a chat or of a person
switcher-new = New chat with { $name }
switcher-none = No chat has this name. A whole username begins a new one.
search = Search messages
search-here = Search this chat
search-placeholder = Words, or parts of words
search-results = Messages that were found
search-filters = Narrow down
search-person = Person
search-person-any = Anybody
search-self = You
search-chat = Chat
search-chat-any = All chats
search-when = Time
search-when-any = Any time
search-when-today = Today
search-when-week = Last 7 days
search-when-month = Last 30 days
search-when-dates = Choose days…
search-first = From
search-last = To
search-has-file = Has a file
search-reset = Clear filters
search-start = Find what was said
    .next = Any part of a word is enough. Of several words all have to be in the message; what stands in "quotes" has to stand there just so.
search-private = Your messages are searched in this browser. The server does not learn what you look for.
search-none = Nothing found
    .next = Try fewer letters, or another word.
    .filtered = Try fewer letters, or clear the filters.
search-none-yet = Nothing found so far
    .next = Older messages are still being read.
search-count = { $count ->
    [one] { $count } message found
   *[other] { $count } messages found
}
search-count-more = { $total } messages found; these are the newest { $count }
search-in = in { $chat }
search-reading = Still reading older messages: { $share }
search-offline = Older messages are read when there is a connection again.
search-left-out = Some older messages could not be read and are not searched.

## The chat with oneself

notes = Notes to self
notes-line = Only you can read this
notes-encrypted = Welcome to SecureChat. This chat has one member: you. Keep notes, links and files here. What you write, here and to anybody, is encrypted in your browser before it leaves it, and only the members of a chat can open it. The server sees who is in which chat, when something is sent and roughly how much; never what it says.
notes-invite = To write to somebody, all you need is their username: “New chat”. If they have no account yet, open the menu at your name and choose “Invite somebody”. Send them the link, or let them scan the code: it brings them into a chat with you, and their browser checks your keys on the way.
notes-verify = When you meet somebody here for the first time, your browser remembers which keys are theirs. To be sure that nobody stands between you, compare safety numbers: open the chat, choose “Safety number” in its menu, and scan each other’s code or read the digits to each other on a call. If somebody’s keys ever change, nothing is sent until you have looked.
notes-password-server = Keep your password well. It opens your keys and never leaves your browser, so nobody else can reset it, not even the people who run this server. A password manager is a good place for it. There are two ways back without it: your recovery phrase, twelve words on paper, and a key file with a password of its own. In the settings, under “Account”, you make them and try them out. Without any of these, and without a browser in which you are logged in, your messages stay closed for good.
notes-password-browser = Keep your password well, and this browser. Your keys are here and nowhere else: if you clear the data of this site, or lose the browser, the account is gone. The password opens the keys, and nobody else can reset it, not even the people who run this server. A password manager is a good place for it. If you forget it, your recovery phrase sets a new one in this browser. A key file brings your keys to another browser, and is the only copy of them: in the settings, under “Account”, you make both.

## Invitations

invite = Invite somebody
    .text = Send this link, or let them scan the code. It brings them into a chat with you, and their browser checks your keys by it: send it in a way in which nobody can exchange it.
    .link = Link
    .copy = Copy the link
    .copied = Copied.
    .not-copied = This browser did not let the page copy. Select the link instead.
    .share = Share
    .code = The link as a QR code
    .offline = Your keys are kept in this browser only: the link works while you are connected.
invite-page = An invitation
    .who = { $name } invites you to SecureChat
    .text = SecureChat is a chat in which only the people in it can read what is written. This link brings you into a chat with the person who sent it.
    .register = Create an account
    .login = I have an account
    .broken = This link is not complete
    .broken-text = Part of the invitation got lost on the way. Copy the whole link, or ask for it once more.
invitation = Invitation from { $name }
    .text = Did this link come from { $name }? Then start the chat: the keys in the link are held against those that the server shows, and { $name } is marked as verified where they are the same. If you do not know where it comes from, leave it.
    .start = Start the chat

## The list of chats

chats = Chats
chats-new = New chat
chats-none = No chats yet.
    .next = Start one with “New chat”: all it takes is a username.
chats-find = Search chats
chats-unfound = No chat has this name.
chats-archive = Archived
chats-archived = Archived ({ $count })
chat-only-you = Only you
chat-pinned = Pinned
chat-muted = Muted
chat-muted-until = Muted until { $time }
arrange = Options for { $title }
arrange-read = Mark as read
arrange-pin = Pin
arrange-unpin = Unpin
arrange-archive = Archive
arrange-unarchive = Take out of the archive
arrange-mute = Mute
arrange-mute-hour = Mute for 1 hour
arrange-mute-hours = Mute for 8 hours
arrange-mute-always = Mute until I turn it back on
arrange-unmute = Unmute
arrange-until = until { $time }
chat-preview-draft = Draft: { $text }
chat-preview-none = No messages yet
chat-preview-own = You: { $text }
chat-preview-other = { $sender }: { $text }
chat-unread = { $count ->
    [one] { $count } unread message
   *[other] { $count } unread messages
}

## The room: what stands in it while nothing else does, its head and its menu

room = Chat
room-starting = Opening your chats…
room-none = Start your first chat
    .text = All it takes is a username. What you write is encrypted in this browser, and only the people in the chat can read it.
    .action = Choose who to write to
room-choose = No chat is open
    .text = Open one from the list.
room-loading = Loading messages…
room-failed = This could not be opened
room-to-login = Go to the login page
room-back = Back to chats
room-closed = You are no longer a member of this chat. What was written while you were stays readable here.
room-left = You are no longer a member
room-over = This chat is closed
room-encrypted = End-to-end encrypted
room-here = Online · encrypted
room-idle = Idle · encrypted
room-members = { $count ->
    [one] { $count } member: { $names }
   *[other] { $count } members: { $names }
}
room-typing = { $count ->
    [1] { $first } is writing…
    [2] { $first } and { $second } are writing…
   *[other] { $count } people are writing…
}
room-reconnecting = Reconnecting… What you write is kept and sent when the connection is back.
room-timer = Messages disappear after { $after }
room-log-off = Log off
    .title = The server keeps no messages of this chat
chat-menu = Chat menu
chat-menu-members = Members
chat-menu-verify = Safety number
chat-menu-rename = Rename
chat-menu-timer = Disappearing messages
chat-menu-download = Download encrypted log
chat-menu-log = Keep the log on the server
chat-menu-log-on = The server keeps the encrypted messages, so that they can be read later and on other browsers.
    .member = { chat-menu-log-on } An owner of the chat can turn this off.
chat-menu-log-off = The server keeps no messages of this chat: only who is connected receives them.
    .member = { chat-menu-log-off } An owner of the chat can turn the log on.
chat-menu-leave = Leave group

## What is asked before it is done

ask-remove = Remove { $name }?
    .text = { $name } keeps what they have read until now, and can read nothing that is written from now on.
    .action = Remove
ask-leave = Leave this group?
    .text = You can read nothing that is written from then on. To come back, a member has to add you.
    .action = Leave group
ask-log-off = Turn the log off?
    .text = The server deletes the messages kept so far, and keeps none of those to come: only who is connected receives them. Everyone in the chat sees that the log is off.
    .action = Turn off and delete

## The timeline

timeline = Messages
timeline-older = Loading older messages…
timeline-older-failed = Older messages could not be loaded.
timeline-beginning = Only the members of this chat can read what is written here. Not even the server can.
timeline-new = New messages
timeline-unread = Unread
message-status-pending = Sending
message-status-uploading = Sending
message-status-sent = Sent
message-status-delivered = Delivered
message-status-read = Read
message-status-failed = Not sent
message-not-sent = Not sent.
message-signed = signed with key { $key }
message-newer = This was written by a newer version of SecureChat. Reload the page to read it.
message-deleted = This message was deleted.
message-edited = edited
message-forwarded = Forwarded
message-unaccepted = Signed with keys you have not accepted
message-discard = Discard
message-new-title = New title: “{ $title }”
message-new-text = Edited: “{ $text }”
message-delete = Delete a message for everyone
message-reaction = Reaction: { $emoji }
message-info = Message info
message-info-sent = Sent
message-info-read = Read by
message-info-delivered = Delivered to
message-info-waiting = Not confirmed by
message-info-silent = Whoever has turned their marks off confirms nothing, and in chats of more than 50 members nobody does.
message-info-off = You have turned marks off, so those of others are not shown either.
message-info-settings = Privacy settings
quote-missing = A message that is not loaded here
person-you = You
presence-here = Online
presence-idle = Idle
reactions = Reactions
reaction = { $names }: { $emoji } { $count }
reaction-more = { $count } more
line-newer = { $sender } sent something that needs a newer version of SecureChat. Reload the page to update.
line-before-joining = Messages from before you joined cannot be read here.
line-title = { $sender } named the chat “{ $title }”
line-create-direct = { $by } started the chat
line-create-group = { $by } created the group
line-add = { $by } added { $whom }
line-add-anew = { $by } added { $whom } again, with new keys
line-remove = { $by } removed { $whom }
line-leave = { $by } left
line-farewell = { $sender } is leaving SecureChat, and took all their messages back
line-role-owner = { $by } made { $whom } an owner
line-role-member = { $by } made { $whom } a member
line-log-on = { $by } turned the log on: messages are kept, encrypted, on the server
line-log-off = { $by } turned the log off: messages are no longer kept on the server
line-timer-on = { $by } set messages to disappear after { $after }
line-timer-off = { $by } turned disappearing messages off
line-rekey = { $by } renewed their keys

## What can be done with messages

actions = Message
action-react = React
action-pick = Another emoji
action-reply = Reply
action-more = More
action-edit = Edit
action-copy = Copy text
action-forward = Forward
action-info = Info
action-select = Select
action-remove = Delete for everyone
action-copied = Copied.
selection = Selected messages
selection-chosen = Selected
selection-count = { $count ->
    [one] { $count } message selected
   *[other] { $count } messages selected
}
ask-delete = Delete for everyone?
    .text = It goes from the server and from everybody's screen. Whoever has read it may have kept it.
    .action = Delete
ask-delete-several = { $count ->
    [one] Delete { $count } message for everyone?
   *[other] Delete { $count } messages for everyone?
}
    .text = They go from the server and from everybody's screen. Whoever has read them may have kept them.
    .action = Delete
forward = Forward
forward-what = { $messages ->
    [one] { $messages } message is said again, as forwarded. Where it comes from is not said.
   *[other] { $messages } messages are said again, as forwarded. Where they come from is not said.
}
forward-search = Search chats
forward-chats = Chats
forward-none = No chat has this name.
forward-submit = Forward
forward-done = { $count ->
    [one] Forwarded to { $count } chat.
   *[other] Forwarded to { $count } chats.
}

## Emoji

emoji = Emoji
emoji-find = Search emoji
emoji-groups = Groups of emoji
emoji-none = No emoji has this name.
emoji-failed = The emoji could not be loaded.
emoji-recent = Used last
emoji-found = { $count ->
    [one] { $count } emoji
   *[other] { $count } emoji
}
emoji-smileys_emotion = Faces and feelings
emoji-people_body = People
emoji-animals_nature = Animals and nature
emoji-food_drink = Food and drink
emoji-travel_places = Travel and places
emoji-activities = Activities
emoji-objects = Things
emoji-symbols = Symbols
emoji-flags = Flags

## The composer

composer-label = Message
composer-placeholder = Write a message
composer-placeholder-named = Message { $name }
composer-send = Send
composer-end = Stop answering or changing
composer-reply = Reply to { $name }
composer-edit = Change the message
composer-hint = Enter sends, Shift+Enter breaks the line.
composer-bytes-left = { $count ->
    [one] { $count } byte left
   *[other] { $count } bytes left
}
composer-bytes-over = { $count ->
    [one] { $count } byte too long
   *[other] { $count } bytes too long
}
composer-too-long = The message is longer than a message can be.
composer-near-limit = The message is nearly as long as it can be.
composer-over-limit = { $count ->
    [one] The message is { $count } byte too long to send. Shorten it, or send it in parts.
   *[other] The message is { $count } bytes too long to send. Shorten it, or send it in parts.
}

composer-attach = Attach files
composer-record = Record a voice message

## Files

tray = Files to send
chat-preview-files = { $count ->
    [one] { $name } and { $count } more
   *[other] { $name } and { $count } more
}
tray-drop = Drop files to send them here
tray-original = Send originals
tray-original-why = with everything that they hold, such as place and camera
tray-remove = Remove { $name }
tray-too-large = “{ $name }” is too large. A file may have up to { $size } here.
tray-too-many = A message can have { $count } files. Send the others in the next one.
tray-unclean = A picture here is sent as it is, with everything that it holds, such as place and camera.
file-progress = Sending files
file-save = Save { $name }
file-open-image = Open the picture { $name }
file-open-video = Play the film { $name }
sound-play = Play
sound-pause = Pause
sound-seek = Position
sound-failed = This cannot be played here.
lightbox = { $name }, as large as the screen
lightbox-save = Save
lightbox-previous = Previous
lightbox-next = Next
voice = Recording a voice message
voice-name = Voice message
voice-cancel = Discard the recording
voice-send = Send the voice message
voice-no-microphone = There is no microphone that this page may use. Allow it in the settings of your browser for this site.

## The dialogs: a new chat, its title, its members

new-chat = New chat
new-chat-usernames = Usernames
new-chat-usernames-hint = One for a chat between two, several for a group. Separate them with spaces or commas.
new-chat-people = People in the new chat
new-chat-title = Title
new-chat-title-hint = For groups, if you like. The members can read it; the server cannot.
new-chat-start = Start chat
new-chat-direct = Starts a chat with { $name }, or opens the one you have.
new-chat-group = { $count ->
    [one] Starts a group: you and { $count } other.
   *[other] Starts a group: you and { $count } others.
}
rename = Rename
rename-title = Title
rename-title-hint = Everyone in the chat sees it. The server cannot read it.
rename-save = Save
title-missing = Enter a title.
title-long = A title has at most 80 characters.
timer = Disappearing messages
    .about = Messages written from now on disappear from every browser and from the server after this time. Earlier ones keep the time that they were sent with.
    .limit = This cannot make anybody forget: members can have copied a message before.
    .member = Only an owner of this chat can change this.
    .legend = Messages disappear
timer-save = Set
timer-off = Never
timer-after = After { $after }
timer-week = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
timer-day = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
timer-hour = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
timer-minute = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
timer-second = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
members = Members
members-add = Add members
members-add-hint = Usernames, separated by spaces or commas. They can read what is written from then on.
members-add-submit = Add
member-self = { $name } (you)
member-owner = Owner
member-verify = Verify
    .label = Verify { $name }
member-look = New keys
    .label = Look at the new keys of { $name }
member-remove = Remove
    .label = Remove { $name }

## Safety numbers and changed keys

verify = Safety number
verify-qr = The safety number as a QR code
verify-copy = Copy
verify-copied = Copied.
verify-not-copied = This browser did not let the page copy. Select the digits instead.
verify-whom = You and { $name }
verify-since = Keys known since { $day }
verify-new-since = Shown since { $day }
verify-none = The keys of { $name } are not known here yet, so there is nothing to compare. They are when you have a chat with { $name } that is open.
verify-mark = Mark as verified
    .done = { $name } is marked as verified.
verify-unmark = Remove the mark
    .done = The mark is removed.
verify-accept = Use the new keys
    .done = The new keys of { $name } are in use. Compare the new number when you can.
verify-keep = Keep the old keys
    .done = The old keys of { $name } stay in use.
verify-old = Old keys
verify-new = New keys
verify-changed = The keys of { $name } have changed
    .text = This happens when somebody creates their account anew. It would look the same if somebody put themselves between you and { $name }.
    .reset = The new keys say that { $name } has lost the old ones and has begun anew. Whoever made them can say that: it would look the same if somebody put themselves between you and { $name }.
    .advice = Ask { $name } by another way, face to face or by phone. Use the new keys if { $name } made them and sees the new number; keep the old ones if { $name } knows nothing of new keys.
compare = Compare
    .how = Look at both screens together, read the number out by phone, or let this browser compare.
compare-scan = Scan QR code
compare-stop = Stop the camera
compare-choose = From an image
compare-image = Image of the QR code
compare-number = Number on the other screen
compare-submit = Compare
compare-looking = Hold the other screen's QR code in front of the camera.
compare-no-camera = The camera could not be used. Allow it in the browser, or compare another way.
compare-no-code = No QR code was found in this image. Try a sharper one, with the whole code and its white margin.
compare-no-number = This is no safety number: it has 60 digits.
compare-no-number-in-code = This QR code is no safety number of SecureChat.
compare-equal = Equal.
    .next = You and { $name } see the same number, so nobody stands between you. Mark { $name } as verified, to be told if that ever changes.
compare-equal-verified = Equal.
    .next = You and { $name } see the same number, so nobody stands between you.
compare-different = Different.
    .next = This is not the number of you and { $name }. It was taken from another chat or is out of date, or somebody stands between you. Compare once more, face to face. If it stays different, write nothing here that matters, and ask who runs this server.
compare-equal-new = Equal to the new number.
    .next = { $name } uses the new keys.
compare-equal-old = Equal to the old number.
    .next = { $name } does not use the new keys, so somebody else may have made them. Keep the old ones, and ask who runs this server.
compare-different-both = Different from both.
    .next = This is neither the old nor the new number of you and { $name }. Do not use the new keys until you know why.
blocked-look = Look
blocked-changed = The keys of { $name } have changed. Nothing is sent in chats with { $name } until you have looked.
    .reset = The keys of { $name } have changed: { $name } is said to have lost the old ones and begun anew. Nothing is sent in chats with { $name } until you have looked.
blocked-kept = You keep the old keys of { $name }, and in this chat { $name } has the new ones. Nothing is sent here.
blocked-begin = Begin a new chat
blocked-regroup = Begin a new group
blocked-add = Add again
blocked-lost = { $name } has lost their keys and begun anew.
    .begin = { blocked-lost } This chat is closed; what is in it stays readable here.
    .add = { blocked-lost } Nothing is sent here until { $name } is added again with the new ones.
    .wait = { blocked-lost } Nothing is sent here until an owner of this group adds { $name } again with the new ones.
    .regroup = { blocked-lost } Nobody else owns this group, so it is closed; what is in it stays readable here.

## Refusals: for every reason of PROTOCOL §15 and every refusal of §13 and §14 what happened, and what to do next.
## $named is "yes" where it is known whom it is about.

roster-change = Change { $entry } of the members is not right: { $what }
person-failure = { $name }: { $what }
-next-again = Ask its sender to send it again.
-next-tell = Do not rely on this chat until you know why: ask the other members, and who runs this server.
-next-reload = Reload the page.
-next-update = Reload the page; if it stays, ask who runs this server for an update.
-next-log-in = Log in again.
-next-retry = Try again in a moment.
-next-compare = Compare your safety numbers by another way, such as a call, before you go on.
-next-warn = Start no new chats here, and tell the people you trust and who runs this server.

# What a reader met in a message, roster entry, session, bundle or log

reason-too-large = Something is larger than is allowed.
    .next = Shorten it, or send it in parts.
reason-bad-shape = Something arrived that does not have the form it must have.
    .next = { -next-again }
reason-bad-base64 = Something arrived damaged.
    .next = { -next-again }
reason-bad-json = Something arrived that cannot be read as data.
    .next = { -next-again }
reason-bad-header = Something arrived that was sealed for another purpose.
    .next = { -next-again }
reason-bad-version = This was written by another version of SecureChat.
    .next = { -next-update }
reason-bad-key = A key is not one that SecureChat accepts.
    .next = Ask the person whose key it is to create a new account.
reason-unknown-key = This was signed with a key that is not its sender's.
    .next = { -next-tell }
reason-bad-signature = A signature is not right: this was changed, or comes from somebody else.
    .next = { -next-tell }
reason-bad-tag = A message was changed on its way and cannot be opened.
    .next = { -next-again }
reason-bad-unwrap = The key to these messages does not open with your keys.
    .next = { -next-again }
reason-bad-padding = A message was filled up wrongly and is not shown.
    .next = { -next-again }
reason-bad-rounds = Your sealed keys ask for a protection that is too weak or too slow.
    .next = { -next-tell }
reason-wrong-hash = The file is not the one that this message names.
    .next = { -next-tell }
reason-bad-password = The password does not open your keys.
    .next = Check the password and try again.
reason-no-key = This was written before you joined, or not for you.
    .next = Ask a member what was said.
reason-no-session = The key to this message has not arrived.
    .next = { -next-reload }
reason-no-bundle = The keys of a person in this chat are not known here.
    .next = Try again when that person is connected.
reason-wrong-owner = Keys arrived that belong to somebody else.
    .next = { -next-tell }
reason-wrong-purpose = Sealed keys arrived that were made for another purpose.
    .next = { -next-log-in }
reason-wrong-thumbprint = The keys of a person are not the ones this chat knows.
    .next = { -next-tell }
reason-wrong-room = Something was delivered here that was written for another chat.
    .next = { -next-tell }
reason-wrong-sender = { $named ->
    [yes] A message was delivered as one of { $name }, who did not write it.
   *[no] A message was delivered as one of a name, who did not write it.
}
    .next = { -next-tell }
reason-wrong-session = A message was delivered with a key that is not its own.
    .next = { -next-tell }
reason-wrong-index = A message claims a place that it cannot have.
    .next = { -next-again }
reason-wrong-id = A message was delivered under another message's number.
    .next = { -next-tell }
reason-wrong-recipients = A message was sealed for others than the members of this chat.
    .next = { -next-tell }
reason-wrong-rev = Your account data is filed under the wrong number.
    .next = { -next-reload }
reason-stale-session = A message was sealed for the members as they were before the last change.
    .next = { -next-again }
reason-stale-state = Older account data than this browser knows was delivered.
    .next = { -next-reload }
reason-replayed = { $named ->
    [yes] A message of { $name } was delivered a second time, and is shown once.
   *[no] A message was delivered a second time, and is shown once.
}
    .next = { -next-tell }
reason-gap = Messages are missing here.
    .next = Reload the page. If they stay away, ask the other members what was said.
reason-bad-chain = The history that the server shows is not the one that it promised.
    .next = { -next-tell }
reason-bad-seen = { $named ->
    [yes] You and { $name } were shown different histories.
   *[no] You and the sender of a message were shown different histories.
}
    .next = { -next-tell }
reason-index-gap = { $named ->
    [yes] { $count ->
        [one] A message of { $name } is missing here.
       *[other] { $count } messages of { $name } are missing here.
    }
   *[no] { $count ->
        [one] A message of a member is missing here.
       *[other] { $count } messages of a member are missing here.
    }
}
    .next = Ask them what they wrote.
reason-out-of-order = { $named ->
    [yes] The next message of { $name } was written before the ones above it.
   *[no] The next message of a member was written before the ones above it.
}
    .next = Mind the order when you read it.
reason-erased = { $named ->
    [yes] The server took a message of { $name } away.
   *[no] The server took a message of a member away.
}
    .next = { -next-tell }
reason-dropped = The server said that it had taken this message in, and the others did not get it.
    .next = Send it again.
reason-wrong-salt = The server asked for your password in a way that is not that of your account.
    .next = Change your password, and ask who runs this server.
reason-not-renewed = { $named ->
    [yes] { $name } has other keys, and the old ones do not vouch for them.
   *[no] A person has other keys, and the old ones do not vouch for them.
}
    .next = { -next-compare }
reason-stale-bundle = { $named ->
    [yes] The server shows keys of { $name } that are no longer in use.
   *[no] The server shows keys of a person that are no longer in use.
}
    .next = { -next-tell }
reason-key-changed = { $named ->
    [yes] { $name } has other keys than the ones you know. Nothing is sent until you have looked.
   *[no] A person has other keys than the ones you know. Nothing is sent until you have looked.
}
    .next = { -next-compare }
reason-superseded-key = { $named ->
    [yes] { $name } renewed their keys and has not confirmed them in this chat yet.
   *[no] A member renewed their keys and has not confirmed them in this chat yet.
}
    .next = Your messages wait until then.
reason-lost-key = { $named ->
    [yes] { $name } has begun anew with other keys, and cannot read this chat any more.
   *[no] A member has begun anew with other keys, and cannot read this chat any more.
}
    .next = In a group an owner can add them again. Begin a new chat for the two of you.
reason-log-behind = { $named ->
    [yes] { $name } has seen a newer key log than the server shows you.
   *[no] The server shows an older key log than it did before.
}
    .next = { -next-warn }
reason-log-withheld = The server does not show its key log, so it cannot be watched.
    .next = { -next-warn }
reason-log-forked = { $named ->
    [yes] You and { $name } were shown different key logs.
   *[no] The server has rewritten its key log.
}
    .next = { -next-warn }
reason-bad-log-proof = { $named ->
    [yes] The server cannot prove that the keys of { $name } are in its key log.
   *[no] The server cannot prove that the keys of a person are in its key log.
}
    .next = { -next-warn }
reason-bad-log-entries = The key log that the server shows does not add up.
    .next = { -next-warn }
reason-not-logged = { $named ->
    [yes] The server shows keys of { $name } that its key log does not have.
   *[no] The server shows keys of a person that its key log does not have.
}
    .next = { -next-warn }
reason-foreign-key = Keys were published in your name that are not yours.
    .next = Tell your contacts to compare safety numbers with you, and ask who runs this server.
reason-bad-body = This cannot be sent or shown as a message.
    .next = Shorten it, or write it anew.
reason-bad-roster-chain = A change of the members does not follow the one before it.
    .next = { -next-tell }
reason-not-member = Somebody who is no member of this chat tried to act in it.
    .next = Look at the list of members.
reason-already-member = This person is a member already.
    .next = Look at the list of members.
reason-not-entitled = Only an owner of this chat may do that.
    .next = Ask an owner of this chat.
reason-room-full = This chat has as many members as it can have.
    .next = Start another chat for more people.
reason-bad-line = A line of the log file is out of place.
    .next = Download the log again.
reason-bad-link = A line of the log file does not follow the one before it.
    .next = Download the log again.
reason-no-end = The log file ends too early.
    .next = Download the log again.
reason-after-end = The log file goes on behind its end.
    .next = Download the log again.

# What the server refuses, and what the session of a page can meet

reason-username-taken = This username is taken.
    .next = Choose another one.
reason-bad-username = This is not a username: 3 to 32 of the letters a to z, digits, dot, underscore and hyphen.
    .next = Correct it.
reason-registration-closed = This server takes no new accounts.
    .next = Ask who runs this server.
reason-bad-code = This code is not right, was used already, or is too old.
    .next = Ask who runs this server for another one.
reason-bad-reset = The username or the code is not right, or the code was used or is too old.
    .next = Check both, or ask who runs this server for another code.
reason-reset-unsure = The server did not answer, so it is not known whether your account has begun anew.
    .next = Try to log in with the new password. If that does not work, send this form once more.
reason-account-disabled = This account is disabled.
    .next = Ask who runs this server.
reason-bad-credentials = The username or the password is not right.
    .next = Check both and try again.
reason-wrong-old-password = This is not your current password.
    .next = Check it and try again.
reason-account-unsure = The server did not answer, so it is not known whether the account was created.
    .next = Check your connection and log in with this username and password. If they are refused, create the account again.
reason-password-unsure = The server did not answer, so it is not known which password counts now.
    .next = Check your connection and try again. If your current password is refused then, the new one counts already.
reason-renewal-unsure = The server did not answer, so it is not known which of your keys count now.
    .next = Check your connection and reload this page: it finds out, and nothing is lost either way.
reason-stale-keys = The keys of this account have changed meanwhile.
    .next = Reload the page and try again.
reason-bad-recovery = The username or the recovery phrase is not right, or the account has no phrase.
    .next = Check both and try again.
reason-other-phrase = This is a recovery phrase, and not that of this account.
    .next = Look for a newer paper, or make a new phrase while you are logged in.
reason-other-file = The server does not take this key file for this account.
    .next = A newer file may have taken its place: choose the newest, or use your recovery phrase.
reason-file-large = This is too long to be a key file.
    .next = Choose the file whose name ends in “.securechat-key”.
reason-file-none = This is no key file, or not the whole of one.
    .next = Choose the file whose name ends in “.securechat-key”, or another copy of it.
reason-file-newer = This key file was made by a newer version.
    .next = Use it on a server that has this version.
reason-file-damaged = This key file was damaged or changed since it was downloaded.
    .next = Choose another copy of it.
reason-file-password = This is not the password of this file.
    .next = Check it and try again: it is not the password of your account.
reason-file-owner = This key file belongs to another account.
    .next = Check the username, or choose the file of this account.
reason-file-purpose = These are sealed keys, and no key file.
    .next = Choose the file whose name ends in “.securechat-key”.
reason-file-old = This key file has other keys than the account has now.
    .next = Choose a newer file, or use your recovery phrase.
reason-file-unsure = The server did not answer, so it is not known whether the new key file counts.
    .next = Check your connection and download it again.
reason-bad-phrase = These are not the words of a recovery phrase.
    .next = Check each of them, and their order.
reason-phrase-unsure = The server did not answer, so it is not known whether the new phrase counts.
    .next = Check your connection and try again: the words stay the same.
reason-bad-factor = This code is not right, or was used before.
    .next = Enter the newest code of your app, and check the time on your phone.
reason-bad-passkey = This passkey is not one of your account, or what it signed is not right.
    .next = { -next-retry }
reason-copied-passkey = This passkey was used in another place since. It may have been copied.
    .next = Log in another way, and remove it in the settings.
reason-passkey-second = This passkey does not open your keys.
    .next = Log in with your username and password, then show it.
reason-passkey-cancelled = No passkey was used.
    .next = { -next-retry }
reason-passkey-there = This device has a passkey of your account already.
    .next = Choose another device, or remove that one first.
reason-passkey-unable = This browser cannot use a passkey here.
    .next = Try another browser, or another way.
reason-factor-over = Your password was entered too long ago.
    .next = Log in again.
reason-factor-unsure = The server did not answer, so it is not known whether the second factor was changed.
    .next = Check your connection, open the settings again, and make new one-time codes.
reason-store-unsure = The server did not answer, so it is not known where your keys are now. This browser has them.
    .next = Check your connection and reload the page, which finds out.
reason-keys-renewed = Your keys were renewed, and what you wrote with the ones before can only be verified as long as the server has all of them.
    .next = They stay with the server. If that is not what you want, make another account.
reason-unknown-user = There is no account of this name.
    .next = Check how the username is written.
reason-keys-offline = This person keeps their keys in their own browser and is not connected now.
    .next = Try again when they are connected.
reason-direct-exists = You have a chat with this person already.
    .next = Open it in the list of chats.
reason-room-exists = This chat exists already.
    .next = { -next-reload }
reason-stale-roster = The members of this chat have just changed.
    .next = { -next-retry }
reason-id-conflict = This message's number is in use by another.
    .next = Write the message anew.
reason-over-quota = Your files take up all the space that you have on this server.
    .next = Delete messages with large files, and try again.
reason-file-gone = This file is no longer on the server.
    .next = { -next-again }
reason-not-json = The server could not read the request.
    .next = { -next-reload }
reason-bad-request = The server could not make sense of the request.
    .next = { -next-reload }
reason-not-logged-in = You are not logged in.
    .next = { -next-log-in }
reason-cross-site = The request did not come from this site's own pages.
    .next = Open this site in a tab of its own, and try again.
reason-not-found = This is not here, or not yours to see.
    .next = Go back to your chats.
reason-bad-method = The server does not do this.
    .next = { -next-reload }
reason-too-many = That was too much at once.
    .next = Wait a little, then try again.
reason-too-often = That was too often in too short a time.
    .next = Try again at { $time }.
reason-server-error = Something went wrong on the server.
    .next = { -next-retry }
reason-no-keys = The keys of this account are not in this browser.
    .next = Log in to open them. If the account keeps its keys in one browser only, use that browser, or your key file.
reason-edit-disappears = This change would disappear before the message does, and leave it as it was.
    .next = Delete the message and write it anew.
reason-wrong-invitation = The keys that the server shows for this person are not those of the invitation. No chat was started, and nothing was sent.
    .next = Ask for the invitation once more, by another way. If it stays like this, ask who runs this server.
reason-chat-with-self = This is your own username.
    .next = Enter the name of somebody else.
reason-client-error = Something went wrong in this page.
    .next = { -next-reload }
reason-ended = This login was ended.
    .next = { -next-log-in }
reason-other-tab-old = Another tab of this browser shows an older version of SecureChat.
    .next = Close the other tabs, then reload this one.
reason-offline = The server cannot be reached.
    .next = Check your connection and try again.
reason-timeout = The server took too long to answer.
    .next = { -next-retry }
reason-no-worker = The part of SecureChat that encrypts could not be started.
    .next = Reload the page, or use another browser.
reason-no-storage = This browser does not let SecureChat keep your keys.
    .next = Leave private browsing, or free some space, and try again.
reason-wrong-username = This is not your username.
reason-deleted = Your account is deleted. Nothing of it is left in this browser.
reason-logged-out = You are logged out. Nothing that can be read without your password is left in this browser.
    .next = { -next-log-in }
reason-unknown = Something went wrong that SecureChat has no words for.
    .next = { -next-reload }
