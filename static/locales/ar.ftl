### كل ما تقوله الواجهة، بالعربية. Everything that the interface says, in Arabic; en.ftl says how a message is added.
### Usernames need no marks here: what a sentence is given is isolated when it is shown (docs/decisions/fluent.md).

## Pages

site-description = محادثة لا يقرأ ما يُكتب فيها إلا من هم فيها.
recover-page = هل نسيت كلمة المرور؟
recover-other = هل تذكرتها؟
    .link = سجّل الدخول
reset-page = البدء من جديد
reset-other = هل وجدت العبارة أو الملف؟
    .link = ضع كلمة مرور جديدة
login-page = تسجيل الدخول
register-page = إنشاء حساب
login-other = ليس لديك حساب بعد؟
    .link = أنشئ حسابًا
register-other = لديك حساب بالفعل؟
    .link = سجّل الدخول
error-404 = هذه الصفحة غير موجودة
    .text = ربما كُتب العنوان خطأً، أو نُقلت الصفحة.
error-405 = لا يمكن استخدام هذا العنوان بهذه الطريقة
    .text = اذهب إلى صفحة البداية وتابع من هناك.
error-413 = هذا أكبر مما يجوز
    .text = لا يقبل الخادم طلبًا بهذا الحجم.
error-500 = حدث خطأ في الخادم
    .text = حاول مرة أخرى بعد قليل. ما أرسلته لم يضِع.
error-go = اذهب إلى محادثاتك
skip-to-chats = انتقل إلى قائمة المحادثات
skip-to-message = انتقل إلى الكتابة
no-script = يحتاج SecureChat إلى JavaScript.
    .why = تُشفَّر رسائلك في هذا المتصفح قبل أن تغادره، ومن دون JavaScript لا شيء يستطيع تشفيرها.
    .next = فعّل JavaScript لهذا الموقع في إعدادات متصفحك، ثم أعد تحميل الصفحة.
unable = هذا الاتصال غير آمن، فلا يمكن تشفير أي شيء هنا.
    .why = لا تتيح المتصفحات التشفير إلا للصفحات التي تأتي عبر HTTPS أو من هذا الحاسوب نفسه.
    .next = افتح هذا الموقع بعنوان يبدأ بـ { $secure }، أو استخدم { $local } مع رقم منفذه على الحاسوب الذي يشغّله. إن كان العنوان صحيحًا فحدّث متصفحك.

## Buttons and states that several components share

button-cancel = إلغاء
button-close = إغلاق
button-try-again = حاول مرة أخرى
verified-mark = موثَّق
progress = التقدّم
language = اللغة
list-separator = {"، "}

## Fields and forms of accounts

field-show = إظهار
field-hide = إخفاء
username-label = اسم المستخدم
username-hint = من 3 إلى 32 من الأحرف a إلى z والأرقام 0 إلى 9 والنقطة والشرطة السفلية والشرطة. تتحول الأحرف الكبيرة إلى صغيرة.
username-missing = أدخل اسم المستخدم.
username-form = يتكوّن اسم المستخدم من 3 إلى 32 من الأحرف a إلى z والأرقام والنقطة والشرطة السفلية والشرطة.
username-not = «{ $name }» ليس اسم مستخدم. { username-form }
username-own = أنت في المحادثة بالفعل: لا تكتب اسمك أنت.
usernames-missing = أدخل اسم مستخدم واحدًا على الأقل.
password-label = كلمة المرور
password-hint = 12 محرفًا على الأقل. لا تغادر هذا المتصفح أبدًا، ولا يستطيع أحد غيرك إعادة تعيينها: احفظها جيدًا.
password-missing = أدخل كلمة المرور.
password-short = { $count ->
    [one] استخدم 12 محرفًا على الأقل: ينقص محرف واحد.
    [two] استخدم 12 محرفًا على الأقل: ينقص محرفان.
    [few] استخدم 12 محرفًا على الأقل: تنقص { $count } محارف.
   *[other] استخدم 12 محرفًا على الأقل: ينقص { $count } محرفًا.
}
password-repeat = أعد كلمة المرور
passwords-differ = كلمتا المرور غير متطابقتين.
strength-0 = سهلة التخمين جدًا
strength-1 = سهلة التخمين
strength-2 = يمكن أن تكون أقوى
strength-3 = قوية
strength-4 = قوية جدًا
strength-unknown = لا يمكن الآن إظهار مدى قوة كلمة المرور. الجيد أن تكون طويلة ولا تشبه شيئًا آخر.
strength-warning-straight-row = صفوف المفاتيح أول ما يُجرَّب
strength-warning-key-pattern = أنماط لوحة المفاتيح تُجرَّب مبكرًا
strength-warning-simple-repeat = تكرار حرف لا يضيف شيئًا يُذكر
strength-warning-extended-repeat = تكرار مجموعة أحرف لا يضيف شيئًا يُذكر
strength-warning-sequences = المتتاليات مثل «abc» تُجرَّب مبكرًا
strength-warning-recent-years = السنوات تُجرَّب مبكرًا
strength-warning-dates = التواريخ تُجرَّب مبكرًا
strength-warning-top-ten = هذه من أكثر عشر كلمات مرور استخدامًا
strength-warning-top-hundred = هذه من أكثر مئة كلمة مرور استخدامًا
strength-warning-common = كثيرون يستخدمون كلمة المرور هذه
strength-warning-similar-to-common = هذه قريبة من كلمة مرور يستخدمها كثيرون
strength-warning-word-by-itself = الكلمة الواحدة تُجرَّب مبكرًا
strength-warning-names-by-themselves = الاسم الواحد يُجرَّب مبكرًا
strength-warning-common-names = الأسماء الشائعة تُجرَّب مبكرًا
strength-warning-user-inputs = لا مكان لاسم المستخدم في كلمة مرورك
strength-warning-pwned = كلمة المرور هذه في قائمة لدى المهاجمين
strength-suggestion-l33t = استبدال الأحرف بما يشبهها لا يفيد
strength-suggestion-reverse-words = كتابة كلمة معكوسة لا تفيد
strength-suggestion-all-uppercase = الأحرف الكبيرة كلها لا تفيد
strength-suggestion-capitalization = حرف كبير في البداية لا يفيد
strength-suggestion-dates = لا تستخدم تواريخ تتعلق بك
strength-suggestion-recent-years = لا تستخدم سنوات قريبة
strength-suggestion-associated-years = لا تستخدم سنوات تتعلق بك
strength-suggestion-sequences = لا تستخدم متتاليات
strength-suggestion-repeated = لا تكرر الكلمات والأحرف
strength-suggestion-longer-keyboard-pattern = يجب أن يكون نمط لوحة المفاتيح طويلًا وكثير تغيير الاتجاه
strength-suggestion-another-word = أضف كلمات لا يستخدمها إلا قليلون
strength-suggestion-use-words = استخدم عدة كلمات لا صلة بينها
strength-suggestion-no-need = لا حاجة إلى أحرف كبيرة أو أرقام أو رموز
strength-suggestion-pwned = إن كنت تستخدم كلمة المرور هذه في مكان آخر فغيّرها هناك
store-label = احفظ مفاتيحي لدى الخادم
store-checked = مفعَّل:
    .text = يحتفظ الخادم بمفاتيحك مختومة بكلمة مرورك التي لا يعرفها. يمكنك تسجيل الدخول من أي متصفح.
store-unchecked = غير مفعَّل:
    .text = هذا المتصفح وحده يستطيع قراءة رسائلك. لا يستطيع الآخرون بدء محادثة معك إلا وأنت متصل. إن فقدت هذا المتصفح أو مسحت بياناته فلا يعيد الحساب إلا ملف مفاتيح تنزّله في الإعدادات.
register-closed = لا يقبل هذا الخادم حسابات جديدة. إن كان لديك حساب فسجّل الدخول.
code-label = رمز التسجيل
code-hint = يتطلب إنشاء حساب على هذا الخادم رمزًا ممّن يديره.
code-missing = أدخل الرمز الذي حصلت عليه.
register-submit = أنشئ الحساب
register-step-keys = نُنشئ مفاتيحك. يستغرق هذا بضع ثوانٍ.
register-step-seal = نختم مفاتيحك بكلمة مرورك.
register-step-send = نُنشئ الحساب.
register-step-store = نحفظ مفاتيحك في هذا المتصفح.
login-submit = سجّل الدخول
login-passkey = سجّل الدخول بمفتاح مرور
login-forgot = هل نسيت كلمة المرور؟
second-step-about = كلمة المرور صحيحة. أدخل الآن الرمز من تطبيقك، أو أحد رموزك ذات الاستعمال الواحد.
second-step-passkey = كلمة المرور صحيحة. أظهر الآن مفتاح مرورك.
second-step-both = كلمة المرور صحيحة. أظهر الآن مفتاح مرورك، أو أدخل رمزًا.
second-step-show = استعمال مفتاح مرور
second-step-code = الرمز
second-step-lost = فقدتها؟ استعمل عبارة الاسترداد
second-step-back = رجوع
recover-about = بعبارة الاسترداد أو بملف المفاتيح تضع كلمة مرور جديدة. تبقى مفاتيحك ومحادثاتك ورسائلك، وينتهي كل تسجيل دخول آخر لك في أي مكان. لا يُطلب أي رمز: يُلغى العامل الثاني، ويمكنك إعداده من جديد.
recover-submit = ضع كلمة المرور الجديدة
recover-step-prove = تُفتح مفاتيحك. يستغرق هذا لحظة.
recover-step-seal = تُختم مفاتيحك بكلمة المرور الجديدة.
recover-step-send = تُوضع كلمة المرور الجديدة.
recover-lost = هل فقدت العبارة والملف أيضًا؟
reset-about = إن فقدت كلمة المرور وعبارة الاسترداد وملف المفاتيح معًا، يمكنك الإبقاء على اسم المستخدم والبدء من جديد بمفاتيح جديدة. يعطيك من يدير هذا الخادم رمزًا لذلك.
    .lost = لا أحد يستطيع إعادة ما كانت المفاتيح القديمة تفتحه: تذهب عنك رسائلك ومحادثاتك وملفاتك، وينتهي كل تسجيل دخول. وتكون خارج مجموعاتك إلى أن يضيفك مالك من جديد.
    .told = يُخبَر من تعرفهم بأن مفاتيحك صارت غيرها، ويُسألون هل هي لك. أعلمهم بطريق آخر، كمكالمة.
reset-code = الرمز
reset-code-hint = تجده في الرابط الذي حصلت عليه، وهو صالح مرة واحدة.
reset-code-form = هذا ليس رمزًا كاملًا: الرمز 22 من الحروف والأرقام و- و_.
reset-know = أعلم أن رسائلي ومحادثاتي تذهب
reset-know-missing = ضع علامة هنا إن أردت البدء من جديد.
reset-submit = ابدأ من جديد
reset-step-send = تُوضع المفاتيح الجديدة مكان القديمة.
login-file-about = كلمة مرورك صحيحة، لكن مفاتيحك ليست في هذا المتصفح. ملف المفاتيح يأتي بها.
login-step-stretch = نستخرج سر الدخول من كلمة المرور. يستغرق هذا لحظة.
login-step-send = نسجّل الدخول.
login-step-open = نفتح مفاتيحك.
login-step-store = نحفظ مفاتيحك في هذا المتصفح.
account-menu = قائمة الحساب
account-log-out = تسجيل الخروج
account-keys-server = مفاتيحك محفوظة لدى الخادم، مختومة بكلمة مرورك.
account-keys-browser = مفاتيحك محفوظة في هذا المتصفح وحده، وتُختم بكلمة مرورك عند تسجيل الخروج.

## The list of chats

chats = المحادثات
chats-new = محادثة جديدة
chats-none = لا محادثات بعد.
    .next = ابدأ واحدة بالضغط على «محادثة جديدة»: لا يلزم سوى اسم مستخدم.
chats-find = ابحث في المحادثات
chats-unfound = لا محادثة بهذا الاسم.
chats-archive = المؤرشفة
chats-archived = المؤرشفة ({ $count })
chat-only-you = أنت فقط
chat-pinned = مثبّتة
chat-muted = مكتومة
chat-muted-until = مكتومة حتى { $time }
arrange = خيارات { $title }
arrange-read = اعتبرها مقروءة
arrange-pin = تثبيت
arrange-unpin = إلغاء التثبيت
arrange-archive = أرشفة
arrange-unarchive = إخراج من الأرشيف
arrange-mute = كتم
arrange-mute-hour = كتم لساعة واحدة
arrange-mute-hours = كتم لثماني ساعات
arrange-mute-always = كتم حتى ألغيه
arrange-unmute = إلغاء الكتم
arrange-until = حتى { $time }
chat-preview-none = لا رسائل بعد
chat-preview-own = أنت: { $text }
chat-preview-other = { $sender }: { $text }
chat-preview-draft = مسودة: { $text }
chat-preview-files = { $count ->
    [one] { $name } وملف آخر
    [two] { $name } وملفان آخران
    [few] { $name } و{ $count } ملفات أخرى
   *[other] { $name } و{ $count } ملفًا آخر
}
chat-unread = { $count ->
    [zero] لا رسائل غير مقروءة
    [one] رسالة واحدة غير مقروءة
    [two] رسالتان غير مقروءتين
    [few] { $count } رسائل غير مقروءة
    [many] { $count } رسالة غير مقروءة
   *[other] { $count } رسالة غير مقروءة
}

## The room: what stands in it while nothing else does, its head and its menu

room = المحادثة
room-starting = نفتح محادثاتك…
room-none = ابدأ محادثتك الأولى
    .text = لا يلزم سوى اسم مستخدم. ما تكتبه يُشفَّر في هذا المتصفح، ولا يقرؤه إلا من هم في المحادثة.
    .action = اختر من تكتب إليه
room-choose = لا محادثة مفتوحة
    .text = افتح واحدة من القائمة.
room-loading = نحمّل الرسائل…
room-failed = تعذّر فتح هذا
room-to-login = اذهب إلى صفحة الدخول
room-back = العودة إلى المحادثات
room-closed = لم تعد عضوًا في هذه المحادثة. ما كُتب وأنت عضو يبقى مقروءًا هنا.
room-left = لم تعد عضوًا
room-over = هذه المحادثة مغلقة
room-encrypted = مشفَّرة من طرف إلى طرف
room-here = متصل · محادثة مشفَّرة
room-idle = خامل · محادثة مشفَّرة
room-members = { $count ->
    [zero] لا أعضاء
    [one] عضو واحد: { $names }
    [two] عضوان: { $names }
    [few] { $count } أعضاء: { $names }
    [many] { $count } عضوًا: { $names }
   *[other] { $count } عضو: { $names }
}
room-typing = { $count ->
    [1] { $first } يكتب…
    [2] { $first } و{ $second } يكتبان…
    [few] { $count } أشخاص يكتبون…
    [many] { $count } شخصًا يكتبون…
   *[other] { $count } شخص يكتبون…
}
room-reconnecting = نعيد الاتصال… ما تكتبه يُحفظ ويُرسل عند عودة الاتصال.
room-timer = تختفي الرسائل بعد { $after }
room-log-off = بلا سجل
    .title = لا يحتفظ الخادم برسائل هذه المحادثة
chat-menu = قائمة المحادثة
chat-menu-members = الأعضاء
chat-menu-verify = رقم الأمان
chat-menu-rename = تغيير العنوان
chat-menu-timer = الرسائل المختفية
chat-menu-download = تنزيل السجل المشفَّر
chat-menu-log = احتفظ بالسجل على الخادم
chat-menu-log-on = يحتفظ الخادم بالرسائل مشفَّرة، لتُقرأ لاحقًا وفي متصفحات أخرى.
    .member = { chat-menu-log-on } يستطيع مالك المحادثة إيقاف ذلك.
chat-menu-log-off = لا يحتفظ الخادم برسائل هذه المحادثة: لا تصل إلا إلى من هو متصل.
    .member = { chat-menu-log-off } يستطيع مالك المحادثة تفعيل السجل.
chat-menu-leave = مغادرة المجموعة

## What is asked before it is done

ask-remove = إزالة { $name }؟
    .text = يحتفظ { $name } بما قرأه حتى الآن، ولا يستطيع قراءة ما يُكتب من الآن فصاعدًا.
    .action = أزِل
ask-leave = مغادرة هذه المجموعة؟
    .text = لن تستطيع قراءة ما يُكتب بعد ذلك. لكي تعود يجب أن يضيفك أحد الأعضاء.
    .action = غادر المجموعة
ask-log-off = إيقاف السجل؟
    .text = يحذف الخادم الرسائل المحفوظة حتى الآن، ولا يحتفظ بشيء مما يأتي: لا تصل إلا إلى من هو متصل. يرى كل من في المحادثة أن السجل متوقف.
    .action = أوقف واحذف

## The timeline

timeline = الرسائل
timeline-older = نحمّل الرسائل الأقدم…
timeline-older-failed = تعذّر تحميل الرسائل الأقدم.
timeline-beginning = لا يقرأ ما يُكتب هنا إلا أعضاء هذه المحادثة. ولا حتى الخادم يستطيع ذلك.
timeline-new = رسائل جديدة
timeline-unread = غير مقروء
message-status-pending = قيد الإرسال
message-status-uploading = قيد الإرسال
message-status-sent = أُرسلت
message-status-delivered = وصلت
message-status-read = قُرئت
message-status-failed = لم تُرسل
message-not-sent = لم تُرسل.
message-signed = موقَّعة بالمفتاح { $key }
message-newer = كُتب هذا بإصدار أحدث من SecureChat. أعد تحميل الصفحة لقراءته.
message-deleted = حُذفت هذه الرسالة.
message-edited = معدَّلة
message-forwarded = معاد توجيهها
message-unaccepted = موقَّعة بمفاتيح لم تقبلها
message-discard = تجاهل
message-new-title = عنوان جديد: «{ $title }»
message-new-text = بعد التعديل: «{ $text }»
message-delete = حذف رسالة لدى الجميع
message-reaction = تفاعل: { $emoji }
message-info = معلومات الرسالة
message-info-sent = أُرسلت في
message-info-read = قرأها
message-info-delivered = وصلت إلى
message-info-waiting = لم يؤكدها
message-info-silent = من أوقف علاماته لا يؤكد شيئًا، ولا يؤكد أحد شيئًا في المحادثات التي يزيد أعضاؤها على 50.
message-info-off = لقد أوقفت علامات، فلا تظهر لك علامات الآخرين منها أيضًا.
message-info-settings = إعدادات الخصوصية
quote-missing = رسالة غير محمَّلة هنا
person-you = أنت
presence-here = متصل
presence-idle = خامل
reactions = التفاعلات
reaction = { $names }: { $emoji } { $count }
reaction-more = و{ $count } أيضًا
line-newer = أرسل { $sender } شيئًا يحتاج إلى إصدار أحدث من SecureChat. أعد تحميل الصفحة للتحديث.
line-before-joining = لا يمكن هنا قراءة الرسائل التي سبقت انضمامك.
line-title = سمّى { $sender } المحادثة «{ $title }»
line-create-direct = بدأ { $by } المحادثة
line-create-group = أنشأ { $by } المجموعة
line-add = أضاف { $by } العضو { $whom }
line-add-anew = أضاف { $by } العضو { $whom } من جديد، بمفاتيح جديدة
line-remove = أزال { $by } العضو { $whom }
line-leave = غادر { $by }
line-farewell = يغادر { $sender } ‏SecureChat وقد استردّ كل رسائله
line-role-owner = جعل { $by } من { $whom } مالكًا
line-role-member = جعل { $by } من { $whom } عضوًا
line-log-on = فعّل { $by } السجل: تُحفظ الرسائل مشفَّرة على الخادم
line-log-off = أوقف { $by } السجل: لم تعد الرسائل تُحفظ على الخادم
line-timer-on = ضبط { $by } الرسائل لتختفي بعد { $after }
line-timer-off = أوقف { $by } اختفاء الرسائل
line-rekey = جدّد { $by } مفاتيحه

## The composer

composer-label = رسالة
composer-placeholder = اكتب رسالة
composer-placeholder-named = رسالة إلى { $name }
composer-send = إرسال
composer-hint = Enter يُرسل، وShift+Enter يبدأ سطرًا جديدًا.
composer-end = إنهاء الرد أو التعديل
composer-reply = رد على { $name }
composer-edit = تعديل الرسالة
composer-attach = إرفاق ملفات
composer-record = تسجيل رسالة صوتية
composer-bytes-left = { $count ->
    [zero] لم يبقَ شيء
    [one] بقي بايت واحد
    [two] بقي بايتان
    [few] بقي { $count } بايتات
   *[other] بقي { $count } بايت
}
composer-bytes-over = { $count ->
    [one] أطول ببايت واحد
    [two] أطول ببايتين
    [few] أطول بـ { $count } بايتات
   *[other] أطول بـ { $count } بايت
}
composer-too-long = الرسالة أطول مما يمكن لرسالة.
composer-near-limit = الرسالة تكاد تبلغ أقصى طول.
composer-over-limit = { $count ->
    [one] الرسالة أطول من أن تُرسل ببايت واحد. اختصرها أو أرسلها على أجزاء.
    [two] الرسالة أطول من أن تُرسل ببايتين. اختصرها أو أرسلها على أجزاء.
    [few] الرسالة أطول من أن تُرسل بـ { $count } بايتات. اختصرها أو أرسلها على أجزاء.
   *[other] الرسالة أطول من أن تُرسل بـ { $count } بايت. اختصرها أو أرسلها على أجزاء.
}

## The dialogs: a new chat, its title, its members

new-chat = محادثة جديدة
new-chat-usernames = أسماء المستخدمين
new-chat-usernames-hint = اسم واحد لمحادثة بين اثنين، وعدة أسماء لمجموعة. افصل بينها بمسافات أو فواصل.
new-chat-people = من في المحادثة الجديدة
new-chat-title = العنوان
new-chat-title-hint = للمجموعات، إن شئت. يقرؤه الأعضاء، ولا يستطيع الخادم قراءته.
new-chat-start = ابدأ المحادثة
new-chat-direct = يبدأ محادثة مع { $name }، أو يفتح التي لديك.
new-chat-group = { $count ->
    [one] يبدأ مجموعة: أنت وشخص آخر.
    [two] يبدأ مجموعة: أنت وشخصان آخران.
    [few] يبدأ مجموعة: أنت و{ $count } آخرون.
   *[other] يبدأ مجموعة: أنت و{ $count } آخرون.
}
rename = تغيير العنوان
rename-title = العنوان
rename-title-hint = يراه كل من في المحادثة. لا يستطيع الخادم قراءته.
rename-save = حفظ
title-missing = أدخل عنوانًا.
title-long = العنوان 80 محرفًا على الأكثر.
timer = الرسائل المختفية
    .about = ما يُكتب من الآن فصاعدًا يختفي من كل متصفح ومن الخادم بعد هذه المدة. الرسائل السابقة تحتفظ بالمدة التي أُرسلت بها.
    .limit = لا يجعل هذا أحدًا ينسى: ربما نسخ الأعضاء رسالة قبل ذلك.
    .member = لا يستطيع تغيير هذا إلا مالك هذه المحادثة.
    .legend = تختفي الرسائل
timer-save = ضبط
timer-off = أبدًا
timer-after = بعد { $after }
timer-week = { $count ->
    [one] أسبوع واحد
    [two] أسبوعين
    [few] { $count } أسابيع
   *[other] { $count } أسبوعًا
}
timer-day = { $count ->
    [one] يوم واحد
    [two] يومين
    [few] { $count } أيام
   *[other] { $count } يومًا
}
timer-hour = { $count ->
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $count } ساعات
   *[other] { $count } ساعة
}
timer-minute = { $count ->
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $count } دقائق
   *[other] { $count } دقيقة
}
timer-second = { $count ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $count } ثوانٍ
   *[other] { $count } ثانية
}
members = الأعضاء
members-add = إضافة أعضاء
members-add-hint = أسماء مستخدمين تفصل بينها مسافات أو فواصل. يقرؤون ما يُكتب منذ إضافتهم.
members-add-submit = أضِف
member-self = { $name } (أنت)
member-owner = مالك
member-verify = توثيق
    .label = توثيق { $name }
member-look = مفاتيح جديدة
    .label = انظر في مفاتيح { $name } الجديدة
member-remove = إزالة
    .label = إزالة { $name }

## Safety numbers and changed keys

verify = رقم الأمان
verify-qr = رقم الأمان في صورة رمز QR
verify-copy = نسخ
verify-copied = نُسخ.
verify-not-copied = لم يسمح هذا المتصفح للصفحة بالنسخ. حدّد الأرقام بدلًا من ذلك.
verify-whom = أنت و{ $name }
verify-since = المفاتيح معروفة منذ { $day }
verify-new-since = ظهرت منذ { $day }
verify-none = مفاتيح { $name } غير معروفة هنا بعد، فلا شيء يُقارن. تُعرف عندما تكون لك محادثة مفتوحة مع { $name }.
verify-mark = ضع علامة التوثيق
    .done = وُضعت علامة التوثيق على { $name }.
verify-unmark = أزِل العلامة
    .done = أُزيلت العلامة.
verify-accept = استخدم المفاتيح الجديدة
    .done = مفاتيح { $name } الجديدة مستخدمة الآن. قارن الرقم الجديد عندما تستطيع.
verify-keep = أبقِ المفاتيح القديمة
    .done = تبقى مفاتيح { $name } القديمة مستخدمة.
verify-old = المفاتيح القديمة
verify-new = المفاتيح الجديدة
verify-changed = تغيّرت مفاتيح { $name }
    .text = يحدث هذا عندما ينشئ أحدهم حسابه من جديد. ويبدو الأمر نفسه لو وضع أحد نفسه بينك وبين { $name }.
    .reset = تقول المفاتيح الجديدة إن { $name } فقد القديمة وبدأ من جديد. يستطيع قول ذلك كل من صنعها: ويبدو الأمر نفسه لو وضع أحد نفسه بينك وبين { $name }.
    .advice = اسأل { $name } بطريق آخر، وجهًا لوجه أو بالهاتف. استخدم المفاتيح الجديدة إن كان { $name } قد أنشأها ويرى الرقم الجديد، وأبقِ القديمة إن لم يكن { $name } يعرف شيئًا عن مفاتيح جديدة.
compare = المقارنة
    .how = انظرا معًا إلى الشاشتين، أو اقرأ الرقم بالهاتف، أو دع هذا المتصفح يقارن.
compare-scan = امسح رمز QR
compare-stop = أوقف الكاميرا
compare-choose = من صورة
compare-image = صورة رمز QR
compare-number = الرقم على الشاشة الأخرى
compare-submit = قارن
compare-looking = ضع رمز QR الذي على الشاشة الأخرى أمام الكاميرا.
compare-no-camera = تعذّر استخدام الكاميرا. اسمح بها في المتصفح، أو قارن بطريقة أخرى.
compare-no-code = لم يُعثر على رمز QR في هذه الصورة. جرّب صورة أوضح فيها الرمز كله مع هامشه الأبيض.
compare-no-number = هذا ليس رقم أمان: رقم الأمان 60 خانة.
compare-no-number-in-code = رمز QR هذا ليس رقم أمان من SecureChat.
compare-equal = متطابق.
    .next = ترى أنت و{ $name } الرقم نفسه، فلا أحد يقف بينكما. ضع علامة التوثيق على { $name } لتُخبَر إن تغيّر ذلك يومًا.
compare-equal-verified = متطابق.
    .next = ترى أنت و{ $name } الرقم نفسه، فلا أحد يقف بينكما.
compare-different = مختلف.
    .next = هذا ليس رقمك أنت و{ $name }. إما أُخذ من محادثة أخرى أو أصبح قديمًا، وإما أن أحدًا يقف بينكما. قارنا مرة أخرى وجهًا لوجه. إن بقي مختلفًا فلا تكتب هنا شيئًا مهمًا، واسأل من يدير هذا الخادم.
compare-equal-new = مطابق للرقم الجديد.
    .next = يستخدم { $name } المفاتيح الجديدة.
compare-equal-old = مطابق للرقم القديم.
    .next = لا يستخدم { $name } المفاتيح الجديدة، فربما أنشأها شخص آخر. أبقِ القديمة، واسأل من يدير هذا الخادم.
compare-different-both = مختلف عن كليهما.
    .next = ليس هذا الرقم القديم ولا الجديد لك أنت و{ $name }. لا تستخدم المفاتيح الجديدة حتى تعرف السبب.
blocked-look = انظر
blocked-changed = تغيّرت مفاتيح { $name }. لا يُرسل شيء في المحادثات مع { $name } حتى تنظر في الأمر.
    .reset = تغيّرت مفاتيح { $name }: يُقال إن { $name } فقد القديمة وبدأ من جديد. لا يُرسل شيء في المحادثات مع { $name } حتى تنظر في الأمر.
blocked-kept = أبقيتَ مفاتيح { $name } القديمة، وفي هذه المحادثة لدى { $name } الجديدة. لا يُرسل شيء هنا.
blocked-begin = ابدأ محادثة جديدة
blocked-regroup = ابدأ مجموعة جديدة
blocked-add = أضفه من جديد
blocked-lost = فقد { $name } مفاتيحه وبدأ من جديد.
    .begin = { blocked-lost } هذه المحادثة مغلقة، وما فيها يبقى مقروءًا هنا.
    .add = { blocked-lost } لا يُرسل شيء هنا إلى أن يُضاف { $name } من جديد بالمفاتيح الجديدة.
    .wait = { blocked-lost } لا يُرسل شيء هنا إلى أن يضيف مالك لهذه المجموعة { $name } من جديد بالمفاتيح الجديدة.
    .regroup = { blocked-lost } ليس للمجموعة مالك غيره، فهي مغلقة، وما فيها يبقى مقروءًا هنا.

## Settings

settings = الإعدادات
settings-appearance = المظهر
appearance-theme = السمة
appearance-theme-system = النظام
appearance-theme-light = فاتحة
appearance-theme-dark = داكنة
appearance-density = الكثافة
appearance-density-comfortable = مريحة
appearance-density-compact = متراصة
appearance-motion = الحركة
appearance-motion-system = كما في النظام
appearance-motion-reduced = مخفَّفة
appearance-hint = مظهر SecureChat في هذا المتصفح. تحتفظ المتصفحات الأخرى بمظهرها.
settings-account = الحساب
phrase = عبارة الاسترداد
phrase-about = تفتح هذه الكلمات الاثنتا عشرة حسابك إن نسيت كلمة المرور. لا تُعرض إلا الآن. اكتبها بهذا الترتيب.
phrase-advice = على ورق، حيث لا يجده أحد غيرك: من لديه الكلمات يستطيع قراءة رسائلك. الصورة أو الملف يسهل نسخهما.
phrase-next = لقد كتبتها
phrase-skip = المتابعة دون عبارة
phrase-ask = للتأكد من أنه لم يقع خطأ في الكتابة، أدخل هذه الكلمات من ورقتك.
phrase-word = الكلمة { $place }
phrase-word-wrong = ليست هذه هي الكلمة. انظر في ورقتك، أو اعرض الكلمات مرة أخرى.
phrase-back = عرض الكلمات مرة أخرى
phrase-submit = احتفظ بهذه العبارة
phrase-step-open = تُفتح مفاتيحك.
phrase-step-seal = تُختم مفاتيحك بعبارة الاسترداد. يستغرق هذا لحظة.
phrase-step-send = تُحفظ المفاتيح المختومة.
phrase-replaces = تحل العبارة الجديدة محل عبارتك الحالية، التي لن تفتح شيئًا بعدها.
phrase-begin = اعرض الكلمات
phrase-hint = اثنتا عشرة كلمة بترتيبها.
phrase-missing = أدخل عبارة الاسترداد.
phrase-count = { $count ->
    [one] هذه كلمة واحدة، وفي العبارة { $wanted } كلمة.
    [two] هاتان كلمتان، وفي العبارة { $wanted } كلمة.
    [few] هذه { $count } كلمات، وفي العبارة { $wanted } كلمة.
   *[other] هذه { $count } كلمة، وفي العبارة { $wanted } كلمة.
}
phrase-unknown = الكلمة { $place }، «{ $word }»، ليست من كلمات عبارات الاسترداد. تحقق من كتابتها.
phrase-checksum = هذه الكلمات معًا ليست عبارة استرداد. تحقق من كل منها ومن ترتيبها.
reminder-phrase = ليس لديك عبارة استرداد: اثنتا عشرة كلمة على ورقة تعيدك إلى حسابك إن نسيت كلمة المرور.
    .action = أنشئ واحدة
recovery-none = ليس لديك عبارة استرداد. تضع بها كلمة مرور جديدة إن نسيت كلمتك؛ ومن دونها لا يفعل ذلك إلا ملف المفاتيح.
recovery-since = لديك واحدة منذ { $day }. إن نسيت كلمة المرور تضع بها كلمة جديدة. جرّبها لتتأكد من أن الكلمات في ورقتك صحيحة؛ التجربة لا تغيّر شيئًا.
recovery-make = أنشئ عبارة استرداد
recovery-again = أنشئ عبارة جديدة
factor = العامل الثاني
factor-none = لا يطلب تسجيل الدخول إلا كلمة المرور. مع عامل ثانٍ يطلب أيضًا رمزًا من تطبيق في هاتفك أو مفتاح مرور، فلا يدخل بكلمة المرور وحدها من عرفها.
factor-on = { $how ->
    [app] إلى جانب كلمة المرور يطلب تسجيل الدخول رمزًا من تطبيقك.
    [passkey] إلى جانب كلمة المرور يطلب تسجيل الدخول مفتاح مرور.
   *[both] إلى جانب كلمة المرور يطلب تسجيل الدخول مفتاح مرور، أو رمزًا من تطبيقك.
} { $count ->
    [0] لم يبقَ لديك أي رمز ذي استعمال واحد.
    [one] بقي لديك رمز واحد ذو استعمال واحد.
    [two] بقي لديك رمزان لكل منهما استعمال واحد.
    [few] بقيت لديك { $count } رموز ذات استعمال واحد.
   *[other] بقي لديك { $count } رمزًا ذا استعمال واحد.
} عبارة الاسترداد تعمل دون شيء من ذلك.
factor-set-up = إعداد تطبيق
    .text = للبدء أدخل كلمة مرورك.
    .submit = اعرض المفتاح
factor-passkey = إضافة مفتاح مرور
    .text = يحتفظ بمفتاح المرور جهازُك، أو مفتاح أمان تصله به أو تقرّبه منه. أدخل كلمة مرورك، ثم اتبع متصفحك. إن استطاع مفتاح المرور فتح مفاتيحك، سجّل الدخول دون كلمة المرور بعد ذلك.
    .submit = متابعة
factor-remove = إزالة مفتاح المرور هذا
    .text = لن يقبله تسجيل الدخول بعد ذلك. إن كان آخر عامل ثانٍ لديك، كفت كلمة مرورك وحدها.
    .submit = إزالة
passkeys = مفاتيح المرور
passkey-since = أضيف { $day }. يُعتد به بعد كلمة المرور.
passkey-opens = أضيف { $day }. يسجّل الدخول دون كلمة المرور.
passkey-remove = إزالة
    .label = إزالة { $name }
passkey-name = اسم مفتاح المرور
passkey-name-hint = لتعرفه به، كالجهاز الذي يحتفظ به. يستطيع الخادم قراءته.
passkey-name-missing = أدخل اسمًا.
passkey-needs = تحتاج مفاتيح المرور إلى HTTPS وإلى خادم له اسم، لا عنوان فقط.
factor-codes = أنشئ رموزًا جديدة ذات استعمال واحد
    .text = تحل محل الرموز التي لديك، فلا تسري بعدها.
    .submit = اعرض الرموز الجديدة
factor-off = إلغاؤه
    .text = بعد ذلك تكفي كلمة مرورك وحدها لتسجيل الدخول، ولا يسري التطبيق ولا مفاتيح المرور ولا الرموز ذات الاستعمال الواحد.
    .submit = ألغِه
factor-scan = امسح هذا بتطبيق مصادقة في هاتفك، أو أدخل المفتاح فيه.
factor-qr = رمز QR لتطبيقك
factor-key = المفتاح
factor-copy-key = نسخ المفتاح
factor-copy-codes = نسخ الرموز
factor-copied = تم النسخ.
factor-not-copied = لم ينجح النسخ. حدد النص وانسخه بنفسك.
factor-code = الرمز من التطبيق
factor-code-hint = ستة أرقام تتغير كل نصف دقيقة.
factor-code-missing = أدخل رمزًا.
factor-turn-on = تفعيل
factor-one-time = رموز ذات استعمال واحد
factor-kept = هذه الرموز لليوم الذي لا يكون فيه هاتفك معك. كل رمز يدخلك مرة واحدة. لا تُعرض إلا الآن: اكتبها واحفظها بعيدًا عن الهاتف.
factor-done = لقد حفظتها
drill = أثبت أنك تستطيع الاسترداد
drill-about = أدخل الكلمات من ورقتك أو اختر ملف المفاتيح. تُجرَّب كما لو أنك نسيت كلمة المرور، ولا يتغير شيء.
drill-submit = جرّب الكلمات
drill-submit-file = جرّب الملف
drill-done-file = هذا هو الملف وهذه كلمة مروره. بهما تستطيع استرداد حسابك في أي وقت.
drill-done = هذه هي الكلمات. بها تستطيع استرداد حسابك في أي وقت.
way-back = العودة بواسطة
way-back-phrase = اثنتي عشرة كلمة
way-back-file = ملف
key-file = ملف المفاتيح
key-file-about = يحوي ملف المفاتيح مفاتيحك مختومة بكلمة مرور خاصة به. بهما معًا تضع كلمة مرور جديدة إن نسيت كلمتك، وتنقل مفاتيحك إلى متصفح آخر، وتفتح السجلات المنزَّلة من دون أي خادم.
key-file-keep = احفظ الملف حيث تحفظ نسخك، كذاكرة محمولة، واحفظ كلمة مروره في مكان آخر: من يملكهما معًا يستطيع قراءة رسائلك والاستيلاء على حسابك.
key-file-none = ليس لديك ملف.
key-file-since = لديك واحد منذ { $day }.
key-file-make = نزّل ملف مفاتيح
key-file-try = جرّب ملف المفاتيح
key-file-again = نزّله مرة أخرى
key-file-replaces = يحل هذا الملف محل الملف الذي لديك، فلا يضع ذاك كلمة مرور بعد ذلك. لكنه ما زال يحوي مفاتيحك: احذفه.
key-file-hint = الملف الذي نزّلته أو نسخة منه. يُفتح في هذا المتصفح ولا يغادره.
key-file-account = كلمة مرور حسابك
key-file-password = كلمة مرور الملف
key-file-password-new = كلمة مرور للملف
key-file-password-hint = 12 حرفًا على الأقل، وغير كلمة مرور حسابك. تحتاج إليها كلما استخدمت الملف، وربما بعد سنوات.
key-file-password-missing = أدخل كلمة مرور الملف.
key-file-password-same = هذه كلمة مرور حسابك: لن يفيدك الملف إن نسيتها.
key-file-repeat = كرر كلمة مرور الملف
key-file-missing = اختر ملف المفاتيح.
key-file-unreadable = تتعذّر قراءة الملف. اختره مرة أخرى.
key-file-step-seal = تُختم مفاتيحك في الملف. يستغرق هذا لحظة.
key-file-step-send = يُعتمد الملف.
key-file-saved = تجد «{ $name }» بين تنزيلاتك.
reminder-key-file = مفاتيحك في هذا المتصفح وحده. إن مُسحت بياناته ضاعت رسائلك.
    .action = نزّل ملف مفاتيح
key-store = مكان مفاتيحك
key-store-server = لدى الخادم، مختومة بكلمة مرورك التي لا يعرفها. يمكنك تسجيل الدخول من أي متصفح، ويستطيع الآخرون بدء محادثة معك في أي وقت.
key-store-browser = في هذا المتصفح وحده. في متصفح آخر تحتاج إلى ملف المفاتيح. وما دمت غير متصل فلا يستطيع أحد أن يبدأ محادثة معك أو يضيفك إلى واحدة. إن فقد هذا المتصفح بياناته فلا يعيد مفاتيحك إلا ملف مفاتيح.
key-store-leave-server = احفظ مفاتيحي في هذا المتصفح وحده
key-store-leave-browser = احفظ مفاتيحي لدى الخادم
key-store-to-browser = يحذف الخادم مفاتيحك المختومة ومفاتيحك العامة نهائيًا، ويحتفظ هذا المتصفح بالنسخة الوحيدة. ما لن يعمل بعد ذلك:
key-store-to-browser-others = لا يفتح متصفح آخر حسابك إلا بكلمة مرورك وملف مفاتيح.
key-store-to-browser-lose = إن فقد هذا المتصفح بياناته ولم يكن لديك ملف مفاتيح ضاع حسابك وكل رسائلك.
key-store-to-browser-away = ما دمت غير متصل فلا يستطيع أحد أن يبدأ محادثة معك أو يضيفك إلى واحدة. أما في المحادثات القائمة فيستطيع من يعرف مفاتيحك الكتابة إليك كما من قبل.
key-store-to-browser-logins = ينتهي كل تسجيل دخول آخر لك في أي مكان، وتمحو تلك المتصفحات مفاتيحك.
key-store-to-server = يحفظ الخادم مفاتيحك العامة، ومفاتيحك مختومة بكلمة مرورك التي لا يعرفها. عندئذ يمكنك تسجيل الدخول من أي متصفح، ويستطيع الآخرون بدء محادثة معك وأنت غير متصل. ولا يحتفظ هذا المتصفح بنسخة مختومة.
key-store-no-file = ليس لديك ملف مفاتيح بعد. هو الطريق الوحيد إلى متصفح آخر، والنسخة الوحيدة غير هذه.
    .action = نزّل ملف مفاتيح أولًا
key-store-step-send = تُنقل مفاتيحك.
key-store-moved-browser = مفاتيحك في هذا المتصفح وحده. حذفها الخادم.
key-store-moved-server = يحفظ الخادم مفاتيحك المختومة الآن.
password-change = تغيير كلمة المرور
    .about = تبقى مفاتيحك ورسائلك كما هي؛ يتغير فقط ما يفتحها. وينتهي كل تسجيل دخول آخر لك في أي مكان.
password-old = كلمة المرور الحالية
password-new = كلمة المرور الجديدة
password-new-hint = 12 محرفًا على الأقل. لا تغادر هذا المتصفح أبدًا.
password-new-repeat = أعد كلمة المرور الجديدة
password-step-open = تُفتح مفاتيحك بكلمة المرور الحالية.
password-step-seal = تُختم مفاتيحك بكلمة المرور الجديدة.
password-step-send = تُغيَّر كلمة المرور.
password-changed = تغيّرت كلمة مرورك، وانتهى كل تسجيل دخول آخر لك.
renewal = تجديد المفاتيح
renewal-about = تُنشأ مفاتيح جديدة تشهد لها مفاتيحك الحالية. افعل ذلك إن كان يُحتمل أن أحدًا حصل على مفاتيحك. ما تستطيع قراءته يبقى مقروءًا؛ ويرى من تراسلهم سطرًا واحدًا في كل محادثة، وتزول علامة «تم التحقق» إلى أن تقارنوا أرقام الأمان من جديد. وينتهي كل تسجيل دخول آخر لك في أي مكان. ولا تعود عبارة الاسترداد ولا ملف المفاتيح ولا مفاتيح المرور تفتح شيئًا: أنشئها من جديد بعد ذلك.
renewal-not-here = مفاتيح هذا الحساب موجودة في هذا المتصفح وحده ولا يمكن تجديدها: لن يكون لدى الخادم ما يتحقق به الآخرون مما كتبته من قبل.
renewal-password = كلمة مرورك
renewal-step-open = تُفتح مفاتيحك.
renewal-step-keys = تُنشأ مفاتيح جديدة. يستغرق هذا لحظة.
renewal-step-send = تحلّ المفاتيح الجديدة محلّ القديمة.
renewal-done = جُدِّدت مفاتيحك، وتعلم محادثاتك بذلك من تلقاء نفسها.
settings-notifications = الإشعارات
notify = الإشعارات
    .about = يُظهر النظام إشعارًا حين تصل رسالة لا تكون محادثتها ظاهرة. لا تُشعرك المحادثات المكتومة بشيء إلا إذا ذكرتك رسالة.
notify-says = ما تقوله
notify-says-all = الاسم والنص
notify-says-name = الاسم فقط
notify-says-nothing = لا شيء
notify-says-hint = ما تقوله الإشعارات يغادر الجزء المختوم من هذا المتصفح: يُظهره النظام، وربما على شاشة مقفلة، وقد يحتفظ به.
notify-sound = الصوت
    .about = نغمتان خافتتان لكل رسالة تستحق الإشعار.
notify-works = الإشعارات مفعّلة.
notify-refused = لا يسمح المتصفح لـ SecureChat بإظهار الإشعارات. اسمح بها في إعداداته لهذا الموقع، ثم حاول مرة أخرى.
notify-unable = لا يسمح هذا المتصفح لأي صفحة بإظهار الإشعارات.
notice-new = رسالة جديدة
quiet = عدم الإزعاج
quiet-off = متوقف
quiet-on = مفعّل
quiet-hour = ساعة واحدة
quiet-hours = 8 ساعات
quiet-always = حتى أوقفه
quiet-until = حتى { $time }.
quiet-on-until = عدم الإزعاج حتى { $time }
quiet-hint = لا إشعار ولا صوت في هذا المتصفح، حتى إذا ذكرتك رسالة. ويبقى عدّ الرسائل غير المقروءة.
settings-privacy = الخصوصية
privacy-about = يُخبر متصفحك أعضاء محادثاتك بأكثر مما تكتبه، مشفَّرًا مثله. يتبع اختيارك حسابك إلى كل متصفح.
privacy-typing = من يكتب
    .about = عند الإيقاف لا يُخبَر أحد متى تكتب، ولا يظهر لك متى يكتب الآخرون.
privacy-delivered = علامات الوصول
    .about = عند الإيقاف لا يُخبَر أحد بما وصل إليك، ولا يظهر لك إلى من وصلت رسائلك.
privacy-read = علامات القراءة
    .about = عند الإيقاف لا يُخبَر أحد بما قرأته، ولا يظهر لك من قرأ رسائلك.
privacy-presence = من المتصل
    .about = عند الإيقاف لا يُخبَر أحد إن كنت موجودًا، ولا يظهر لك من المتصل.
settings-data = بياناتك
archive = تنزيل كل شيء
archive-about = أرشيف واحد فيه مفاتيحك المختومة وسجلات كل محادثاتك وملفاتها. يبقى كل ذلك مشفَّرًا، وفيه ملف يشرح كيف تفتحه على حاسوبك دون هذا الخادم.
archive-no-keys = مفاتيحك ليست فيه: إنها في متصفحاتك فقط. يفتحه ملف مفاتيح، من قسم «الحساب».
archive-get = تنزيل
delete-account = حذف الحساب
delete-goes = ما يُحذف: مفاتيحك، وجلسات دخولك في كل مكان، وجهات اتصالك وإعداداتك، وعبارة الاستعادة والعامل الثاني، والملفات التي أرسلتها، ونصوص كل رسائلك، في محادثات الآخرين أيضًا. تغادر كل مجموعة، والمحادثات التي ليس فيها غيرك تُحذف كلها.
delete-stays = ما يبقى: اسمك، كي لا ينتحله أحد، مع مفاتيحه العلنية؛ وأنك كنت في هذه المحادثات ومتى كتبت. من لديه رسائلك في متصفحه، أو في سجل نزّله، تبقى عنده. وتبقى كذلك في المحادثات التي تغيّرت فيها مفاتيح ولم يُبتّ في أمرها بعد.
delete-final = لا رجعة في ذلك، ولن يأخذ أحد الاسم من جديد، ولا حتى أنت. نزّل كل شيء أولًا إن أردت الاحتفاظ به.
delete-username = اكتب اسم المستخدم
delete-username-wrong = هذا ليس اسم المستخدم الخاص بك.
delete-submit = احذف الحساب نهائيًا
delete-step-open = تُفتح مفاتيحك بكلمة المرور.
delete-step-rooms = تُسترد رسائلك وتُغادَر مجموعاتك واحدة تلو الأخرى.
delete-step-send = يُحذف الحساب.
delete-interrupted = { $why } الحساب ما زال موجودًا. احذفه مرة أخرى للمتابعة من هنا.
settings-logins = جلسات الدخول
logins-about = الأماكن التي سجّلت الدخول فيها. المتصفح الذي تنهي جلسته يمحو مفاتيحك ورسائلك حالما يصل إلى الخادم من جديد.
logins-list = جلسات دخولك
logins-others = إنهاء كل الجلسات الأخرى
login-end = إنهاء
    .label = إنهاء الجلسة في { $browser }
login-here = هذا المتصفح
login-since = سُجّل الدخول { $day }
login-seen-now = استُخدم خلال الساعة الأخيرة
login-seen = آخر استخدام { $when }
login-place = { $browser } على { $system }
login-browser-chrome = Chrome
login-browser-edge = Edge
login-browser-firefox = Firefox
login-browser-opera = Opera
login-browser-safari = Safari
login-browser-samsung = Samsung Internet
login-browser-other = متصفح غير معروف
login-system-android = Android
login-system-chromeos = ChromeOS
login-system-ipad = iPad
login-system-iphone = iPhone
login-system-linux = Linux
login-system-mac = Mac
login-system-windows = Windows

## Shortcuts, and going to a chat by its name

shortcuts = اختصارات لوحة المفاتيح
shortcuts-or = أو
shortcuts-moving = التنقل
shortcuts-writing = الكتابة
shortcuts-other = غير ذلك
shortcut-switch = الانتقال إلى محادثة باسمها
shortcut-search = البحث في الرسائل
shortcut-next-chat = المحادثة التالية
shortcut-previous-chat = المحادثة السابقة
shortcut-back = إغلاق ما في المقدمة، أو العودة إلى القائمة
shortcut-send = إرسال
shortcut-break = سطر جديد
shortcut-settings = الإعدادات
shortcut-help = هذه القائمة
switcher = الانتقال إلى محادثة
switcher-placeholder = اسم محادثة أو شخص
switcher-new = محادثة جديدة مع { $name }
switcher-none = لا محادثة بهذا الاسم. اسم مستخدم كامل يبدأ محادثة جديدة.
search = البحث في الرسائل
search-here = البحث في هذه المحادثة
search-placeholder = كلمات أو أجزاء منها
search-results = الرسائل التي عُثر عليها
search-filters = تضييق البحث
search-person = الشخص
search-person-any = أي شخص
search-self = أنت
search-chat = المحادثة
search-chat-any = كل المحادثات
search-when = الوقت
search-when-any = أي وقت
search-when-today = اليوم
search-when-week = آخر 7 أيام
search-when-month = آخر 30 يومًا
search-when-dates = اختيار الأيام…
search-first = من
search-last = إلى
search-has-file = فيها ملف
search-reset = إزالة عوامل التصفية
search-start = ابحث عمّا قيل
    .next = يكفي أي جزء من كلمة. وإن كتبت عدة كلمات فلا بد أن تكون كلها في الرسالة، وما بين "علامتي اقتباس" لا بد أن يرد كما هو.
search-private = يجري البحث في رسائلك داخل هذا المتصفح. لا يعرف الخادم عمّا تبحث.
search-none = لم يُعثر على شيء
    .next = جرّب حروفًا أقل أو كلمة أخرى.
    .filtered = جرّب حروفًا أقل، أو أزل عوامل التصفية.
search-none-yet = لم يُعثر على شيء حتى الآن
    .next = ما زالت الرسائل الأقدم تُقرأ.
search-count = { $count ->
    [zero] لم يُعثر على أي رسالة
    [one] عُثر على رسالة واحدة
    [two] عُثر على رسالتين
    [few] عُثر على { $count } رسائل
    [many] عُثر على { $count } رسالة
   *[other] عُثر على { $count } رسالة
}
search-count-more = عُثر على { $total } رسالة؛ هذه أحدث { $count } منها
search-in = في { $chat }
search-reading = ما زالت الرسائل الأقدم تُقرأ: { $share }
search-offline = ستُقرأ الرسائل الأقدم حين يعود الاتصال.
search-left-out = تعذّرت قراءة بعض الرسائل الأقدم، فلا يشملها البحث.

## What can be done with messages

actions = الرسالة
action-react = تفاعل
action-reply = رد
action-pick = رمز تعبيري آخر
action-more = المزيد
action-edit = تعديل
action-copy = نسخ النص
action-forward = إعادة توجيه
action-info = معلومات
action-select = تحديد
action-remove = حذف لدى الجميع
action-copied = نُسخ.
selection = الرسائل المحددة
selection-chosen = محددة
selection-count = { $count ->
    [one] رسالة واحدة محددة
    [two] رسالتان محددتان
    [few] { $count } رسائل محددة
   *[other] { $count } رسالة محددة
}
ask-delete = حذف لدى الجميع؟
    .text = تُزال من الخادم ومن شاشات الجميع. ربما احتفظ بها من قرأها.
    .action = حذف
ask-delete-several = { $count ->
    [one] حذف رسالة واحدة لدى الجميع؟
    [two] حذف رسالتين لدى الجميع؟
    [few] حذف { $count } رسائل لدى الجميع؟
   *[other] حذف { $count } رسالة لدى الجميع؟
}
    .text = تُزال من الخادم ومن شاشات الجميع. ربما احتفظ بها من قرأها.
    .action = حذف
forward = إعادة توجيه
forward-what = { $messages ->
    [one] تُقال رسالة واحدة مرة أخرى على أنها معاد توجيهها. لا يُذكر من أين جاءت.
    [two] تُقال رسالتان مرة أخرى على أنهما معاد توجيههما. لا يُذكر من أين جاءتا.
    [few] تُقال { $messages } رسائل مرة أخرى على أنها معاد توجيهها. لا يُذكر من أين جاءت.
   *[other] تُقال { $messages } رسالة مرة أخرى على أنها معاد توجيهها. لا يُذكر من أين جاءت.
}
forward-search = ابحث في المحادثات
forward-chats = المحادثات
forward-none = لا محادثة بهذا الاسم.
forward-submit = أعد التوجيه
forward-done = { $count ->
    [one] أُعيد التوجيه إلى محادثة واحدة.
    [two] أُعيد التوجيه إلى محادثتين.
    [few] أُعيد التوجيه إلى { $count } محادثات.
   *[other] أُعيد التوجيه إلى { $count } محادثة.
}

## Emoji

emoji = الرموز التعبيرية
emoji-find = ابحث في الرموز التعبيرية
emoji-groups = مجموعات الرموز التعبيرية
emoji-none = لا رمز تعبيري بهذا الاسم.
emoji-failed = تعذّر تحميل الرموز التعبيرية.
emoji-recent = المستخدمة أخيرًا
emoji-found = { $count ->
    [one] رمز تعبيري واحد
    [two] رمزان تعبيريان
    [few] { $count } رموز تعبيرية
   *[other] { $count } رمزًا تعبيريًا
}
emoji-smileys_emotion = الوجوه والمشاعر
emoji-people_body = الناس
emoji-animals_nature = الحيوان والطبيعة
emoji-food_drink = الطعام والشراب
emoji-travel_places = السفر والأماكن
emoji-activities = الأنشطة
emoji-objects = الأشياء
emoji-symbols = الرموز
emoji-flags = الأعلام

## Files

tray = ملفات للإرسال
tray-drop = أفلت الملفات هنا لإرسالها
tray-original = أرسل الأصل
tray-original-why = بكل ما يحمله، كالمكان والكاميرا
tray-remove = إزالة { $name }
tray-too-large = «{ $name }» أكبر مما يجوز. حجم الملف هنا { $size } على الأكثر.
tray-too-many = { $count ->
    [few] يمكن أن تحمل الرسالة { $count } ملفات. أرسل البقية في الرسالة التالية.
   *[other] يمكن أن تحمل الرسالة { $count } ملفًا. أرسل البقية في الرسالة التالية.
}
tray-unclean = تُرسل هنا صورة كما هي، بكل ما تحمله، كالمكان والكاميرا.
file-progress = إرسال الملفات
file-save = حفظ { $name }
file-open-image = فتح الصورة { $name }
file-open-video = تشغيل الفيلم { $name }
sound-play = تشغيل
sound-pause = إيقاف مؤقت
sound-seek = الموضع
sound-failed = لا يمكن تشغيل هذا هنا.
lightbox = { $name } بحجم الشاشة
lightbox-save = حفظ
lightbox-previous = السابق
lightbox-next = التالي
voice = تسجيل رسالة صوتية
voice-name = رسالة صوتية
voice-cancel = تجاهل التسجيل
voice-send = أرسل الرسالة الصوتية
voice-no-microphone = لا ميكروفون يمكن لهذه الصفحة استخدامه. اسمح به لهذا الموقع في إعدادات متصفحك.

## The chat with oneself

notes = ملاحظات لنفسي
notes-line = أنت وحدك تقرأ هذا
notes-encrypted = مرحبًا بك في SecureChat. لهذه المحادثة عضو واحد: أنت. احفظ هنا الملاحظات والروابط والملفات. ما تكتبه، هنا أو إلى أي أحد، يُشفَّر في متصفحك قبل أن يغادره، ولا يفتحه إلا أعضاء المحادثة. يرى الخادم من في أي محادثة ومتى يُرسل شيء وكم حجمه تقريبًا، ولا يرى ما يقوله أبدًا.
notes-invite = لكي تكتب إلى أحد لا يلزمك سوى اسم المستخدم: «محادثة جديدة». إن لم يكن له حساب بعد، فافتح القائمة عند اسمك واختر «دعوة أحد». أرسل إليه الرابط أو دعه يمسح الرمز: يدخله ذلك في محادثة معك، ويتحقق متصفحه من مفاتيحك في الطريق.
notes-verify = عندما تلتقي أحدًا هنا لأول مرة يتذكر متصفحك أي المفاتيح له. لكي تتأكد أن لا أحد يقف بينكما، قارنا رقمي الأمان: افتح المحادثة، واختر «رقم الأمان» من قائمتها، وليمسح كل منكما رمز الآخر أو ليقرأ له الأرقام في مكالمة. إن تغيّرت مفاتيح أحد يومًا فلا يُرسل شيء حتى تنظر في الأمر.
notes-password-server = احفظ كلمة مرورك جيدًا. هي تفتح مفاتيحك ولا تغادر متصفحك أبدًا، فلا يستطيع أحد غيرك إعادة تعيينها، ولا حتى من يدير هذا الخادم. مدير كلمات المرور مكان جيد لها. للعودة من دونها طريقان: عبارة الاسترداد، وهي اثنتا عشرة كلمة على ورق، وملف المفاتيح بكلمة مرور خاصة به. تنشئهما وتجرّبهما في الإعدادات تحت «الحساب». من دون أي من ذلك، ومن دون متصفح سجّلت فيه الدخول، تبقى رسائلك مغلقة إلى الأبد.
notes-password-browser = احفظ كلمة مرورك جيدًا، وهذا المتصفح أيضًا. مفاتيحك هنا ولا مكان آخر لها: إن مسحت بيانات هذا الموقع أو فقدت المتصفح ضاع الحساب. كلمة المرور تفتح المفاتيح، ولا يستطيع أحد غيرك إعادة تعيينها، ولا حتى من يدير هذا الخادم. مدير كلمات المرور مكان جيد لها. إن نسيتها تضع عبارة الاسترداد كلمة جديدة في هذا المتصفح. وملف المفاتيح ينقل مفاتيحك إلى متصفح آخر، وهو نسختها الوحيدة: تنشئهما في الإعدادات تحت «الحساب».

## Invitations

invite = دعوة أحد
    .text = أرسل هذا الرابط أو دع المدعو يمسح الرمز. يدخله ذلك في محادثة معك، ويتحقق متصفحه به من مفاتيحك: أرسله بطريق لا يستطيع أحد أن يبدّله فيه.
    .link = الرابط
    .copy = نسخ الرابط
    .copied = نُسخ.
    .not-copied = لم يسمح هذا المتصفح للصفحة بالنسخ. حدّد الرابط بدلًا من ذلك.
    .share = مشاركة
    .code = الرابط في صورة رمز QR
    .offline = مفاتيحك محفوظة في هذا المتصفح وحده: يعمل الرابط وأنت متصل.
invite-page = دعوة
    .who = يدعوك { $name } إلى SecureChat
    .text = SecureChat محادثة لا يقرأ ما يُكتب فيها إلا من هم فيها. يدخلك هذا الرابط في محادثة مع من أرسله.
    .register = إنشاء حساب
    .login = لدي حساب
    .broken = هذا الرابط غير كامل
    .broken-text = ضاع جزء من الدعوة في الطريق. انسخ الرابط كله، أو اطلبه مرة أخرى.
invitation = دعوة من { $name }
    .text = هل جاء هذا الرابط من { $name }؟ إذن ابدأ المحادثة: تُقارن المفاتيح التي في الرابط بالتي يعرضها الخادم، وتوضع علامة التوثيق على { $name } إن تطابقت. إن كنت لا تعرف مصدره فدعه.
    .start = ابدأ المحادثة

## Refusals: for every reason of PROTOCOL §15 and every refusal of §13 and §14 what happened, and what to do next.
## $named is "yes" where it is known whom it is about.

roster-change = التغيير { $entry } في الأعضاء غير صحيح: { $what }
person-failure = { $name }: { $what }
-next-again = اطلب من المرسل أن يرسله مرة أخرى.
-next-tell = لا تعتمد على هذه المحادثة حتى تعرف السبب: اسأل الأعضاء الآخرين ومن يدير هذا الخادم.
-next-reload = أعد تحميل الصفحة.
-next-update = أعد تحميل الصفحة، فإن بقي الأمر فاطلب ممن يدير هذا الخادم تحديثه.
-next-log-in = سجّل الدخول مرة أخرى.
-next-retry = حاول مرة أخرى بعد قليل.
-next-compare = قارنا رقمي الأمان بطريق آخر، كمكالمة، قبل أن تتابع.
-next-warn = لا تبدأ هنا محادثات جديدة، وأخبر من تثق بهم ومن يدير هذا الخادم.

# What a reader met in a message, roster entry, session, bundle or log

reason-too-large = شيء ما أكبر مما يجوز.
    .next = اختصره أو أرسله على أجزاء.
reason-bad-shape = وصل شيء ليس على الصورة التي يجب أن يكون عليها.
    .next = { -next-again }
reason-bad-base64 = وصل شيء تالف.
    .next = { -next-again }
reason-bad-json = وصل شيء لا يمكن قراءته كبيانات.
    .next = { -next-again }
reason-bad-header = وصل شيء خُتم لغرض آخر.
    .next = { -next-again }
reason-bad-version = كُتب هذا بإصدار آخر من SecureChat.
    .next = { -next-update }
reason-bad-key = أحد المفاتيح ليس مما يقبله SecureChat.
    .next = اطلب من صاحب المفتاح أن ينشئ حسابًا جديدًا.
reason-unknown-key = وُقّع هذا بمفتاح ليس مفتاح مرسله.
    .next = { -next-tell }
reason-bad-signature = أحد التواقيع غير صحيح: غُيّر هذا، أو جاء من شخص آخر.
    .next = { -next-tell }
reason-bad-tag = غُيّرت رسالة في طريقها ولا يمكن فتحها.
    .next = { -next-again }
reason-bad-unwrap = مفتاح هذه الرسائل لا يُفتح بمفاتيحك.
    .next = { -next-again }
reason-bad-padding = حُشيت رسالة على نحو خاطئ فلا تُعرض.
    .next = { -next-again }
reason-bad-rounds = تطلب مفاتيحك المختومة حماية أضعف أو أبطأ مما يجوز.
    .next = { -next-tell }
reason-wrong-hash = ليس الملف هو الذي تسمّيه هذه الرسالة.
    .next = { -next-tell }
reason-bad-password = كلمة المرور لا تفتح مفاتيحك.
    .next = تحقق من كلمة المرور وحاول مرة أخرى.
reason-no-key = كُتب هذا قبل انضمامك، أو لم يُكتب لك.
    .next = اسأل أحد الأعضاء عما قيل.
reason-no-session = لم يصل مفتاح هذه الرسالة.
    .next = { -next-reload }
reason-no-bundle = مفاتيح شخص في هذه المحادثة غير معروفة هنا.
    .next = حاول مرة أخرى عندما يكون ذلك الشخص متصلًا.
reason-wrong-owner = وصلت مفاتيح تعود إلى شخص آخر.
    .next = { -next-tell }
reason-wrong-purpose = وصلت مفاتيح مختومة أُعدّت لغرض آخر.
    .next = { -next-log-in }
reason-wrong-thumbprint = مفاتيح أحد الأشخاص ليست هي التي تعرفها هذه المحادثة.
    .next = { -next-tell }
reason-wrong-room = سُلّم هنا شيء كُتب لمحادثة أخرى.
    .next = { -next-tell }
reason-wrong-sender = { $named ->
    [yes] سُلّمت رسالة على أنها من { $name }، ولم يكتبها.
   *[no] سُلّمت رسالة على أنها من شخص لم يكتبها.
}
    .next = { -next-tell }
reason-wrong-session = سُلّمت رسالة بمفتاح ليس مفتاحها.
    .next = { -next-tell }
reason-wrong-index = تدّعي رسالة موضعًا لا يمكن أن يكون لها.
    .next = { -next-again }
reason-wrong-id = سُلّمت رسالة تحت رقم رسالة أخرى.
    .next = { -next-tell }
reason-wrong-recipients = خُتمت رسالة لغير أعضاء هذه المحادثة.
    .next = { -next-tell }
reason-wrong-rev = بيانات حسابك محفوظة تحت رقم خاطئ.
    .next = { -next-reload }
reason-stale-session = خُتمت رسالة للأعضاء كما كانوا قبل آخر تغيير.
    .next = { -next-again }
reason-stale-state = سُلّمت بيانات حساب أقدم مما يعرفه هذا المتصفح.
    .next = { -next-reload }
reason-replayed = { $named ->
    [yes] سُلّمت رسالة من { $name } مرة ثانية، وتُعرض مرة واحدة.
   *[no] سُلّمت رسالة مرة ثانية، وتُعرض مرة واحدة.
}
    .next = { -next-tell }
reason-gap = هنا رسائل ناقصة.
    .next = أعد تحميل الصفحة. إن بقيت غائبة فاسأل الأعضاء الآخرين عما قيل.
reason-bad-chain = السجل الذي يعرضه الخادم ليس هو الذي وعد به.
    .next = { -next-tell }
reason-bad-seen = { $named ->
    [yes] عُرض عليك وعلى { $name } سجلان مختلفان.
   *[no] عُرض عليك وعلى مرسل إحدى الرسائل سجلان مختلفان.
}
    .next = { -next-tell }
reason-index-gap = { $named ->
    [yes] { $count ->
        [one] تنقص هنا رسالة من { $name }.
        [two] تنقص هنا رسالتان من { $name }.
        [few] تنقص هنا { $count } رسائل من { $name }.
       *[other] تنقص هنا { $count } رسالة من { $name }.
    }
   *[no] { $count ->
        [one] تنقص هنا رسالة من أحد الأعضاء.
        [two] تنقص هنا رسالتان من أحد الأعضاء.
        [few] تنقص هنا { $count } رسائل من أحد الأعضاء.
       *[other] تنقص هنا { $count } رسالة من أحد الأعضاء.
    }
}
    .next = اسأله عما كتب.
reason-out-of-order = { $named ->
    [yes] كُتبت رسالة { $name } التالية قبل التي فوقها.
   *[no] كُتبت الرسالة التالية لأحد الأعضاء قبل التي فوقها.
}
    .next = انتبه إلى الترتيب عند قراءتها.
reason-erased = { $named ->
    [yes] أزال الخادم رسالة من { $name }.
   *[no] أزال الخادم رسالة من أحد الأعضاء.
}
    .next = { -next-tell }
reason-dropped = قال الخادم إنه استلم هذه الرسالة، ولم تصل إلى الآخرين.
    .next = أرسلها مرة أخرى.
reason-wrong-salt = طلب الخادم كلمة مرورك بطريقة ليست طريقة حسابك.
    .next = غيّر كلمة مرورك، واسأل من يدير هذا الخادم.
reason-not-renewed = { $named ->
    [yes] لدى { $name } مفاتيح أخرى، ولا تشهد لها المفاتيح القديمة.
   *[no] لدى شخص مفاتيح أخرى، ولا تشهد لها المفاتيح القديمة.
}
    .next = { -next-compare }
reason-stale-bundle = { $named ->
    [yes] يعرض الخادم لـ { $name } مفاتيح لم تعد مستخدمة.
   *[no] يعرض الخادم لأحد الأشخاص مفاتيح لم تعد مستخدمة.
}
    .next = { -next-tell }
reason-key-changed = { $named ->
    [yes] لدى { $name } مفاتيح غير التي تعرفها. لا يُرسل شيء حتى تنظر في الأمر.
   *[no] لدى شخص مفاتيح غير التي تعرفها. لا يُرسل شيء حتى تنظر في الأمر.
}
    .next = { -next-compare }
reason-superseded-key = { $named ->
    [yes] جدّد { $name } مفاتيحه ولم يؤكدها في هذه المحادثة بعد.
   *[no] جدّد أحد الأعضاء مفاتيحه ولم يؤكدها في هذه المحادثة بعد.
}
    .next = تنتظر رسائلك حتى ذلك الحين.
reason-lost-key = { $named ->
    [yes] بدأ { $name } من جديد بمفاتيح أخرى، ولا يستطيع قراءة هذه المحادثة بعد الآن.
   *[no] بدأ أحد الأعضاء من جديد بمفاتيح أخرى، ولا يستطيع قراءة هذه المحادثة بعد الآن.
}
    .next = في المجموعة يستطيع مالك إضافته من جديد. ولكما ابدأ محادثة جديدة.
reason-log-behind = { $named ->
    [yes] رأى { $name } سجل مفاتيح أحدث مما يعرضه عليك الخادم.
   *[no] يعرض الخادم سجل مفاتيح أقدم مما عرضه من قبل.
}
    .next = { -next-warn }
reason-log-withheld = لا يعرض الخادم سجل مفاتيحه، فلا يمكن مراقبته.
    .next = { -next-warn }
reason-log-forked = { $named ->
    [yes] عُرض عليك وعلى { $name } سجلا مفاتيح مختلفان.
   *[no] أعاد الخادم كتابة سجل مفاتيحه.
}
    .next = { -next-warn }
reason-bad-log-proof = { $named ->
    [yes] لا يستطيع الخادم إثبات أن مفاتيح { $name } في سجل مفاتيحه.
   *[no] لا يستطيع الخادم إثبات أن مفاتيح أحد الأشخاص في سجل مفاتيحه.
}
    .next = { -next-warn }
reason-bad-log-entries = سجل المفاتيح الذي يعرضه الخادم غير متسق.
    .next = { -next-warn }
reason-not-logged = { $named ->
    [yes] يعرض الخادم لـ { $name } مفاتيح ليست في سجل مفاتيحه.
   *[no] يعرض الخادم لأحد الأشخاص مفاتيح ليست في سجل مفاتيحه.
}
    .next = { -next-warn }
reason-foreign-key = نُشرت باسمك مفاتيح ليست مفاتيحك.
    .next = اطلب ممن تراسلهم أن يقارنوا أرقام الأمان معك، واسأل من يدير هذا الخادم.
reason-bad-body = لا يمكن إرسال هذا أو عرضه كرسالة.
    .next = اختصره أو اكتبه من جديد.
reason-bad-roster-chain = تغيير في الأعضاء لا يتبع الذي قبله.
    .next = { -next-tell }
reason-not-member = حاول من ليس عضوًا في هذه المحادثة أن يتصرف فيها.
    .next = انظر في قائمة الأعضاء.
reason-already-member = هذا الشخص عضو بالفعل.
    .next = انظر في قائمة الأعضاء.
reason-not-entitled = لا يجوز ذلك إلا لمالك هذه المحادثة.
    .next = اطلب من مالك هذه المحادثة.
reason-room-full = في هذه المحادثة أقصى ما يمكن من الأعضاء.
    .next = ابدأ محادثة أخرى لمزيد من الأشخاص.
reason-bad-line = سطر من ملف السجل في غير مكانه.
    .next = نزّل السجل مرة أخرى.
reason-bad-link = سطر من ملف السجل لا يتبع الذي قبله.
    .next = نزّل السجل مرة أخرى.
reason-no-end = ينتهي ملف السجل قبل أوانه.
    .next = نزّل السجل مرة أخرى.
reason-after-end = يستمر ملف السجل بعد نهايته.
    .next = نزّل السجل مرة أخرى.

# What the server refuses, and what the session of a page can meet

reason-username-taken = اسم المستخدم هذا مأخوذ.
    .next = اختر اسمًا آخر.
reason-bad-username = ليس هذا اسم مستخدم: من 3 إلى 32 من الأحرف a إلى z والأرقام والنقطة والشرطة السفلية والشرطة.
    .next = صحّحه.
reason-bad-credentials = اسم المستخدم أو كلمة المرور غير صحيح.
    .next = تحقق منهما وحاول مرة أخرى.
reason-registration-closed = لا يقبل هذا الخادم حسابات جديدة.
    .next = اسأل من يدير هذا الخادم.
reason-bad-code = هذا الرمز غير صحيح، أو استُعمل من قبل، أو انتهت صلاحيته.
    .next = اطلب رمزًا آخر ممّن يدير هذا الخادم.
reason-bad-reset = اسم المستخدم أو الرمز غير صحيح، أو استُعمل الرمز من قبل، أو انتهت صلاحيته.
    .next = تحقق منهما، أو اطلب رمزًا آخر ممّن يدير هذا الخادم.
reason-reset-unsure = لم يُجب الخادم، فلا يُعرف هل بدأ حسابك من جديد.
    .next = حاول تسجيل الدخول بكلمة المرور الجديدة. وإن لم ينجح ذلك فأرسل هذا النموذج مرة أخرى.
reason-account-disabled = هذا الحساب معطَّل.
    .next = اسأل من يدير هذا الخادم.
reason-wrong-invitation = المفاتيح التي يعرضها الخادم لهذا الشخص ليست التي في الدعوة. لم تبدأ محادثة، ولم يُرسل شيء.
    .next = اطلب الدعوة مرة أخرى بطريق آخر. إن بقي الأمر هكذا فاسأل من يدير هذا الخادم.
reason-wrong-old-password = هذه ليست كلمة مرورك الحالية.
    .next = تحقق منها وحاول مرة أخرى.
reason-account-unsure = لم يُجب الخادم، فلا يُعرف هل أُنشئ الحساب.
    .next = تحقق من اتصالك وسجّل الدخول باسم المستخدم وكلمة المرور هذين. إن رُفضا فأنشئ الحساب مرة أخرى.
reason-password-unsure = لم يُجب الخادم، فلا يُعرف أي كلمة مرور تسري الآن.
    .next = تحقق من اتصالك وحاول مرة أخرى. إن رُفضت كلمة مرورك الحالية حينها، فالجديدة تسري بالفعل.
reason-renewal-unsure = لم يُجب الخادم، فلا يُعرف أيٌّ من مفاتيحك يسري الآن.
    .next = تحقق من اتصالك وأعد تحميل هذه الصفحة: ستعرف ذلك بنفسها، ولا يضيع شيء في الحالتين.
reason-stale-keys = تغيّرت مفاتيح هذا الحساب في هذه الأثناء.
    .next = أعد تحميل الصفحة وحاول مرة أخرى.
reason-bad-recovery = اسم المستخدم أو عبارة الاسترداد غير صحيح، أو ليس للحساب عبارة.
    .next = تحقق منهما وحاول مرة أخرى.
reason-other-phrase = هذه عبارة استرداد، لكنها ليست لهذا الحساب.
    .next = ابحث عن ورقة أحدث، أو أنشئ عبارة جديدة ما دمت مسجّل الدخول.
reason-other-file = لا يقبل الخادم ملف المفاتيح هذا لهذا الحساب.
    .next = ربما حل محله ملف أحدث: اختر الأحدث أو استخدم عبارة الاسترداد.
reason-file-large = هذا أطول من أن يكون ملف مفاتيح.
    .next = اختر الملف الذي ينتهي اسمه بـ ‎".securechat-key"‎.
reason-file-none = هذا ليس ملف مفاتيح، أو ليس ملفًا كاملًا.
    .next = اختر الملف الذي ينتهي اسمه بـ ‎".securechat-key"‎ أو نسخة أخرى منه.
reason-file-newer = أُنشئ ملف المفاتيح هذا بإصدار أحدث.
    .next = استخدمه على خادم لديه هذا الإصدار.
reason-file-damaged = تلف ملف المفاتيح هذا أو تغيّر منذ تنزيله.
    .next = اختر نسخة أخرى منه.
reason-file-password = هذه ليست كلمة مرور هذا الملف.
    .next = تحقق منها وحاول مرة أخرى: هي غير كلمة مرور حسابك.
reason-file-owner = ملف المفاتيح هذا لحساب آخر.
    .next = تحقق من اسم المستخدم أو اختر ملف هذا الحساب.
reason-file-purpose = هذه مفاتيح مختومة وليست ملف مفاتيح.
    .next = اختر الملف الذي ينتهي اسمه بـ ‎".securechat-key"‎.
reason-file-old = في ملف المفاتيح هذا مفاتيح غير التي للحساب الآن.
    .next = اختر ملفًا أحدث أو استخدم عبارة الاسترداد.
reason-file-unsure = لم يُجب الخادم، فلا يُعرف هل يسري ملف المفاتيح الجديد.
    .next = تحقق من اتصالك ونزّله مرة أخرى.
reason-bad-phrase = هذه ليست كلمات عبارة استرداد.
    .next = تحقق من كل منها ومن ترتيبها.
reason-phrase-unsure = لم يُجب الخادم، فلا يُعرف هل تسري العبارة الجديدة.
    .next = تحقق من اتصالك وحاول مرة أخرى: تبقى الكلمات نفسها.
reason-bad-factor = هذا الرمز غير صحيح، أو استُعمل من قبل.
    .next = أدخل أحدث رمز في تطبيقك، وتحقق من الساعة في هاتفك.
reason-bad-passkey = مفتاح المرور هذا ليس من مفاتيح حسابك، أو أن ما وقّعه غير صحيح.
    .next = { -next-retry }
reason-copied-passkey = استُعمل مفتاح المرور هذا في مكان آخر منذ ذلك الحين. ربما نُسخ.
    .next = سجّل الدخول بطريقة أخرى، وأزله في الإعدادات.
reason-passkey-second = لا يفتح مفتاح المرور هذا مفاتيحك.
    .next = سجّل الدخول باسم المستخدم وكلمة المرور، ثم أظهره.
reason-passkey-cancelled = لم يُستعمل أي مفتاح مرور.
    .next = { -next-retry }
reason-passkey-there = لدى هذا الجهاز مفتاح مرور لحسابك بالفعل.
    .next = اختر جهازًا آخر، أو أزل ذلك المفتاح أولًا.
reason-passkey-unable = لا يستطيع هذا المتصفح استعمال مفتاح مرور هنا.
    .next = جرّب متصفحًا آخر، أو طريقة أخرى.
reason-factor-over = أُدخلت كلمة مرورك قبل وقت طويل.
    .next = سجّل الدخول مرة أخرى.
reason-factor-unsure = لم يُجب الخادم، فلا يُعرف هل تغيّر العامل الثاني.
    .next = تحقق من اتصالك، وافتح الإعدادات من جديد، وأنشئ رموزًا جديدة ذات استعمال واحد.
reason-store-unsure = لم يُجب الخادم، فلا يُعرف أين مفاتيحك الآن. هي في هذا المتصفح.
    .next = تحقق من اتصالك وأعد تحميل الصفحة لمعرفة ذلك.
reason-keys-renewed = جُدِّدت مفاتيحك، ولا يمكن التحقق مما كتبته بالسابقة إلا ما دامت كلها لدى الخادم.
    .next = تبقى لدى الخادم. إن لم ترد ذلك فأنشئ حسابًا آخر.
reason-unknown-user = لا يوجد حساب بهذا الاسم.
    .next = تحقق من كتابة اسم المستخدم.
reason-keys-offline = يحتفظ هذا الشخص بمفاتيحه في متصفحه وهو غير متصل الآن.
    .next = حاول مرة أخرى عندما يكون متصلًا.
reason-direct-exists = لديك محادثة مع هذا الشخص بالفعل.
    .next = افتحها من قائمة المحادثات.
reason-room-exists = هذه المحادثة موجودة بالفعل.
    .next = { -next-reload }
reason-stale-roster = تغيّر أعضاء هذه المحادثة للتو.
    .next = { -next-retry }
reason-id-conflict = رقم هذه الرسالة مستخدم لرسالة أخرى.
    .next = اكتب الرسالة من جديد.
reason-over-quota = شغلت ملفاتك كل المساحة المتاحة لك على هذا الخادم.
    .next = احذف رسائل فيها ملفات كبيرة، وحاول مرة أخرى.
reason-file-gone = لم يعد هذا الملف على الخادم.
    .next = { -next-again }
reason-not-json = لم يستطع الخادم قراءة الطلب.
    .next = { -next-reload }
reason-bad-request = لم يفهم الخادم الطلب.
    .next = { -next-reload }
reason-not-logged-in = لم تسجّل الدخول.
    .next = { -next-log-in }
reason-cross-site = لم يأتِ الطلب من صفحات هذا الموقع.
    .next = افتح هذا الموقع في علامة تبويب خاصة به، وحاول مرة أخرى.
reason-not-found = ليس هذا هنا، أو ليس لك أن تراه.
    .next = عُد إلى محادثاتك.
reason-bad-method = لا يفعل الخادم هذا.
    .next = { -next-reload }
reason-too-many = كان ذلك كثيرًا دفعة واحدة.
    .next = انتظر قليلًا ثم حاول مرة أخرى.
reason-too-often = تكرّر ذلك أكثر من اللازم في وقت قصير.
    .next = حاول مرة أخرى في { $time }.
reason-server-error = حدث خطأ في الخادم.
    .next = { -next-retry }
reason-no-keys = مفاتيح هذا الحساب ليست في هذا المتصفح.
    .next = سجّل الدخول لفتحها. إن كان الحساب يحتفظ بمفاتيحه في متصفح واحد فقط فاستخدم ذلك المتصفح أو ملف المفاتيح.
reason-edit-disappears = يختفي هذا التعديل قبل الرسالة، فتعود كما كانت.
    .next = احذف الرسالة واكتبها من جديد.
reason-chat-with-self = هذا اسم المستخدم الخاص بك.
    .next = أدخل اسم شخص آخر.
reason-client-error = حدث خطأ في هذه الصفحة.
    .next = { -next-reload }
reason-ended = أُنهي تسجيل الدخول هذا.
    .next = { -next-log-in }
reason-other-tab-old = تعرض علامة تبويب أخرى في هذا المتصفح إصدارًا أقدم من SecureChat.
    .next = أغلق علامات التبويب الأخرى، ثم أعد تحميل هذه.
reason-offline = لا يمكن الوصول إلى الخادم.
    .next = تحقق من اتصالك وحاول مرة أخرى.
reason-timeout = تأخر الخادم في الرد.
    .next = { -next-retry }
reason-no-worker = تعذّر تشغيل الجزء الذي يشفّر من SecureChat.
    .next = أعد تحميل الصفحة، أو استخدم متصفحًا آخر.
reason-no-storage = لا يسمح هذا المتصفح لـ SecureChat بحفظ مفاتيحك.
    .next = غادر التصفح الخاص، أو أفرغ بعض المساحة، وحاول مرة أخرى.
reason-wrong-username = هذا ليس اسم المستخدم الخاص بك.
reason-deleted = حُذف حسابك. لم يبقَ منه شيء في هذا المتصفح.
reason-logged-out = سجّلت الخروج. لم يبقَ في هذا المتصفح شيء يمكن قراءته من دون كلمة مرورك.
    .next = { -next-log-in }
reason-unknown = حدث خطأ ليس لدى SecureChat كلمات له.
    .next = { -next-reload }
