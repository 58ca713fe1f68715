import type { Language } from "../domain/summary.ts";
import { stem } from "./stems.ts";

/** Words that anyone may use of anything: not the names that a source must know. Urdu, which has no capitals, tells names by them. */
const written: Readonly<Record<Language, string>> = {
  en: `
    say tell announce add warn argue note explain state claim report confirm describe call ask answer reply write speak mention insist stress
    make take give get go come see know think want need use find show keep let begin start end stop continue remain become seem look turn move
    put bring hold set run leave meet lead follow allow agree accept approve reject refuse oppose support back decide order plan propose seek
    aim expect hope believe consider discuss review study examine publish issue release sign pass introduce launch open close build create
    increase decrease rise fall grow drop reduce raise lower cut cost save spend pay earn lose win gain buy sell charge owe
    improve worsen change affect cause help harm protect prevent fail succeed miss reach receive send offer provide require include cover
    apply appeal hear rule judge serve work act join face fill count measure compare
    people person man woman child family group member official expert leader worker student teacher doctor patient farmer trader citizen voter
    government ministry minister department authority agency committee commission council court bank board company party union parliament
    assembly cabinet province district city town village country state nation region area place home house school hospital office road market
    law bill act rule policy plan programme project scheme decision order ruling verdict agreement deal talk meeting session statement report
    survey study figure number share rate price cost tax fee budget fund money amount loan debt revenue income growth trade export import
    election vote seat result case petition appeal complaint request demand concern problem issue question reason matter
    year month week day morning evening night time hour date period term quarter decade century today yesterday tomorrow
    new old first second third last next previous former current recent early late long short large small big great high low full half whole
    main major key important public private local national federal provincial central international foreign official general special
    good bad better best worse worst right wrong true false clear likely unlikely possible able ready free open final total average annual
    also again already soon later earlier recently currently now still yet together instead therefore meanwhile however
    quickly slowly sharply slightly nearly almost about roughly around further rather quite well
    part point side way thing level line step move effort result effect impact risk benefit chance change difference rest end start
    name word text page list data information news media press letter message
    water power energy gas oil food health education security defence justice land air fire
    critic supporter opponent lawmaker politician analyst observer resident spokesperson spokesman secretary chairman president chief head director
    reporter journalist editor author reader
    up down more less most least above below over under than
    shipper exporter importer buyer seller owner user consumer customer taxpayer household business firm industry sector
    internet website online phone mobile computer machine camera video photo radio television station channel newspaper
    speed traffic vehicle car bus train truck ship plane airport port bridge river dam lake sea island mountain forest farm field crop harvest
    rain flood storm drought heat cold wind weather climate earthquake disaster emergency victim survivor death injury
    police army soldier guard prison prisoner jail crime criminal attack bomb gun fight war peace border refugee migrant
    student pupil college university class classroom textbook teacher examination exam degree graduate
    disease infection virus vaccine drug medicine clinic nurse surgeon treatment symptom
    bill coin cash currency inflation deficit surplus interest credit tariff subsidy pension salary wage job worker employer employee employment
    contract contractor tender bid bidder supplier supply factory mill mine warehouse shop store
    judge lawyer witness evidence trial sentence fine bail ban rights freedom
    father mother parent son daughter brother sister husband wife widow baby boy girl youth adult elder
    north south east west northern southern eastern western upper
    drinking cooking walking working living building housing training spending funding borrowing lending
    whole single double triple several various certain different similar separate
    stay keep stand sit lie reach enter exit arrive return remain carry draw pull push lift throw catch hit touch turn drive walk run ride fly
    live die dead alive born kill hurt injure suffer rescue survive bury mourn
    look watch listen appear emerge disappear reveal conceal hide display
    do happen occur involve concern matter mean intend try attempt manage able fail avoid prevent refuse deny
    say instruct direct advise urge endorse caution blame credit defend question challenge dispute disagree comment suggest estimate
    assume guess doubt wonder remember forget learn teach train explain prove
    choose pick prefer favour name appoint elect replace remove dismiss suspend resign retire hire recruit
    give hand lend borrow owe repay spend waste lack need require deserve own belong possess
    begin resume continue halt pause finish complete delay postpone speed slow wait hurry extend expand shrink shorten widen narrow
    climb dip ease jump slide swell shift double halve treble exceed total average
    make produce grow plant harvest cook eat drink sleep wear wash clean fix repair rebuild reopen rename restart reuse reserve
    lay install connect separate join split divide share combine mix add subtract
    send bring fetch deliver ship load unload store stock supply export import
    ask request invite welcome thank apologise promise agree settle negotiate bargain compromise
    allow let permit forbid ban limit restrict exempt excuse punish fine jail free release arrest
    vote campaign nominate contest govern rule lead head chair represent
    dead ill sick healthy weak strong weaker stronger rich poor young elderly early late quick slow near far distant deep shallow thick thin
    heavy light wet dry hot cold warm cool dark bright clear cheap costly dear fair unfair equal unequal legal illegal lawful unlawful
    safe unsafe dangerous ready willing unwilling responsible liable subject aware unaware sure unsure known unknown named unnamed
    opposite reverse same other another longer shorter higher lower larger smaller bigger fewer extra spare additional remaining rest
    majority minority bulk portion fraction piece item unit batch pair dozen score lot amount sum
    kid youngster toddler infant teenager youth adult parent couple relative neighbour villager resident inhabitant tenant landlord
    passenger driver pedestrian commuter motorist pilot sailor fisherman grower miller shopkeeper dealer maker producer provider
    beginning start middle finish stop place spot site point area zone region corner edge side top bottom front back inside outside
    destination origin route journey trip travel stay visit arrival departure
    loss gain saving debt bill receipt price cost value worth charge fee wage payment refund
    chamber house floor hall room building office desk table chair door window wall roof ground
    signature paper form letter note copy record file document page line
    answer reply response request question demand offer promise threat warning advice idea view opinion belief
    cause reason purpose aim goal means method manner step stage phase
    last final first initial next following previous earlier later
    under meanwhile according separately additionally overall elsewhere nationwide
  `,
  ur: `
    کہا بتایا کہنا بتانا خبردار اعلان بیان موقف دعویٰ الزام جواب سوال رائے تبصرہ مطالبہ درخواست تجویز مشورہ وضاحت تصدیق تردید ذکر اظہار زور
    فیصلہ منظور منظوری مسترد حکم ہدایت اجازت پابندی معاہدہ اتفاق اختلاف حمایت مخالفت تنقید اعتراض احتجاج استدعا اپیل نظرثانی جائزہ غور بحث
    اضافہ کمی بڑھ بڑھا بڑھی بڑھے بڑھانا بڑھنا بڑھتا گھٹ گھٹا گھٹی گھٹنا گر گرا گری کم زیادہ اوسط شرح تناسب مقدار تعداد حجم مجموعی کل حصہ حصے
    حکومت حکومتی کابینہ وزارت وزیر وزیراعظم وزیراعلیٰ محکمہ محکمے ادارہ ادارے کمیشن کمیٹی عدالت عدالتی بینک اسمبلی سینیٹ پارلیمنٹ کونسل بورڈ اتھارٹی
    تنظیم انجمن یونین جماعت پارٹی اپوزیشن حزب اختلاف اقتدار پولیس فوج رکن ارکان صدر گورنر ترجمان سیکرٹری سیکریٹری چیئرمین سربراہ ڈائریکٹر جنرل جج جسٹس وکیل
    ماہر ماہرین حکام افسر افسران نمائندہ نمائندے عہدیدار اہلکار ملازم ملازمین استاد اساتذہ طالب طلبہ طلباء ڈاکٹر مریض کسان کاشتکار تاجر صارف صارفین شہری ووٹر خاندان
    خواتین خاتون مرد بچہ بچے لڑکی لڑکیاں لڑکے افراد فرد لوگ عوام آبادی خاندان گھر گھرانہ متاثرین مزدور
    ملک ملکی صوبہ صوبے صوبائی وفاق وفاقی ضلع اضلاع ضلعی شہر شہری دیہات دیہی گاؤں علاقہ علاقے مرکز مرکزی قومی بلدیاتی مقامی سرکاری نجی عوامی بین الاقوامی عالمی غیر ملکی
    قانون قانونی آئین آئینی بل ترمیم پالیسی منصوبہ منصوبے پروگرام نظام نظم ضابطہ ضوابط شق دفعہ اختیار اختیارات حق حقوق انتخاب انتخابات انتخابی ووٹ نشست نشستیں پولنگ مقدمہ مقدمات سزا جرمانہ
    بجٹ مالی مالیاتی معاشی اقتصادی معیشت خزانہ ٹیکس محصول محصولات قیمت قیمتیں لاگت خرچ اخراجات آمدن آمدنی قرض قرضہ قسط رقم فنڈ فنڈز سرمایہ سرمایہ کاری تجارت تجارتی برآمد برآمدات درآمد درآمدات ڈیوٹی فیس تنخواہ تنخواہیں پنشن سبسڈی امداد امدادی
    تعلیم تعلیمی صحت اسکول سکول کالج یونیورسٹی ہسپتال اسپتال دوا ادویات پانی بجلی گیس تیل توانائی زراعت زرعی گندم چینی خوراک سڑک سڑکیں شاہراہ ریل صنعت صنعتی روزگار ٹرانسپورٹ ماحول ماحولیاتی موسم
    سال سالانہ ماہ ماہانہ مہینہ مہینے ہفتہ ہفتے ہفتہ وار دن روز روزانہ گھنٹہ گھنٹے منٹ صبح شام رات آج کل پرسوں گزشتہ آئندہ رواں موجودہ سابق سابقہ حالیہ جلد دیر تاخیر مدت عرصہ تاریخ وقت اوقات دہائی صدی
    نیا نئی نئے پرانا پرانی پرانے بڑا بڑی بڑے چھوٹا چھوٹی چھوٹے اچھا اچھی بہتر بہترین برا اہم ضروری لازم لازمی ممکن ممکنہ متوقع مشکل آسان مکمل ادھورا نامکمل عام خاص خصوصی باقاعدہ حتمی ابتدائی بنیادی اضافی مشترکہ مستقل عارضی فوری شدید سخت نرم واضح
    پہلا پہلی پہلے دوسرا دوسری دوسرے تیسرا تیسری تیسرے چوتھا آخری اگلا اگلے پچھلا پچھلے نصف تہائی چوتھائی دونوں تینوں چاروں آدھا ہزار لاکھ کروڑ ارب کھرب فیصد روپے ڈالر سینکڑوں ہزاروں لاکھوں
    ایک دو تین چار پانچ چھ سات آٹھ نو دس بارہ پندرہ بیس پچاس سو
    کام عمل درآمد نافذ نفاذ شروع آغاز اختتام ختم بند کھول کھلا جاری قائم قیام تعمیر مرمت تیار تیاری پیش پیشکش شائع جمع وصول ادا ادائیگی تقسیم منتقل منتقلی فراہم فراہمی مختص مقرر تعینات بھرتی معطل برطرف استعفیٰ
    حاصل شامل شمولیت مکمل تکمیل درج اندراج طے تعین تبدیل تبدیلی تبدیلیاں ضرورت ضروریات مقصد مقاصد نتیجہ نتائج اثر اثرات متاثر وجہ وجوہات سبب مسئلہ مسائل حل خطرہ خدشہ خدشات امکان امکانات توقع توقعات امید خیال یقین علم پتہ معلوم
    رکھ رکھا رکھی رکھے رکھنا لگا لگی لگے لگانا لگتا بن بنا بنی بنے بنانا بنایا بنائی بنائے مل ملا ملی ملے ملنا ملتا پڑ پڑا پڑی پڑے پڑتا چل چلا چلی چلانا نکل نکلا نکالا پہنچ پہنچا پہنچی پہنچانا دیکھ دیکھا دیکھنا سن سنا سمجھ سمجھا مان مانا ماننا جان جانا لا لایا لائی لانا بھیج بھیجا چاہتا چاہتے چاہتی چاہ رہ رہتا رہتے رک روک روکا روکنا ڈال ڈالا اٹھا اٹھایا اٹھانا بچ بچا بچت کھو ہار جیت کامیاب کامیابی ناکام ناکامی
    مطابق ذریعے تحت دوران خلاف باوجود علاوہ سمیت پر مشتمل مبنی متعلق متعلقہ حوالے سلسلے مقابلے نسبت بجائے سطح حد طور شکل صورت صورتحال حالات معاملہ معاملات بات باتیں چیز چیزیں جگہ طریقہ طریقے قسم نوعیت معیار
    رپورٹ سروے تحقیق مطالعہ اعداد شمار معلومات خبر خبریں ذرائع اطلاع اطلاعات دستاویز دستاویزات خط نوٹس فہرست ریکارڈ اجلاس ملاقات دورہ مذاکرات پریس کانفرنس نیوز میڈیا
    مبینہ شاید غالباً یقیناً تقریباً قریباً لگ بھگ کم از سے زائد محدود وسیع برابر مساوی یکساں مختلف الگ علیحدہ
    دفتر دفاتر عمارت مقام مقامات راستہ سفر گاڑی گاڑیاں زمین زمینی فضائی بحری سمندر دریا ڈیم نہر بارش بارشیں سیلاب زلزلہ آفت آفات نقصان نقصانات ہلاک ہلاکت جاں بحق زخمی لاپتہ
    خود خودمختار آزاد آزادی ذمہ داری ذمہ دار پابند مجبور محفوظ تحفظ سلامتی امن جنگ دفاع داخلہ خارجہ انصاف احتساب شفافیت شفاف بدعنوانی کرپشن
    زیر نظر دست اعلیٰ اعلی اول دوم نائب معاون مشیر قائد رہنما لیڈر کارکن امیدوار فریق فریقین درخواست گزار
    صاحب محترم جناب بیگم سر مسٹر پروفیسر بقول انکار اعتماد بھروسہ غلطی درست غلط سچ جھوٹ جھوٹا جھوٹی خوف خاموش خاموشی افواہ تنازع تنازعہ کشیدگی بحران
    کسی شخص اشخاص نام عنوان فرق فائدہ فوائد منافع خسارہ نقصان حساب کتاب عدد باقی کافی پورا پوری پورے خالی بھرا پیدا پیداوار استعمال مصرف ضائع کمپنی کمپنیاں ادارہ جات
    ترقی ترقیاتی مرحلہ مراحل واپس واپسی خدمات خدمت سہولت سہولیات برقرار قرار انحصار نگرانی معائنہ جانچ تفتیش گرفتار گرفتاری حراست قید رہا رہائی ضمانت جرم جرائم ملزم ملزمان مجرم گواہ ثبوت شواہد
    تحریر تحریری لکھ لکھا لکھی لکھنا پڑھ پڑھا بول بولا سیاست سیاسی سیاستدان جمہوریت جمہوری ریاست ریاستی انتظامیہ انتظامی انتظام انتظامات مذاکرات ثالثی اتحاد اتحادی معاہدے اعلامیہ اعلامیے قرارداد آرڈیننس مسودہ سفارش سفارشات رعایت چھوٹ استثنا استثنیٰ مستثنیٰ شرط شرائط
    کاغذ کاغذات نامزدگی نامزد امیدواروں حلقہ حلقے مبصر مبصرین گنتی نتیجے اکثریت اقلیت حساس مخصوص مختصر طویل دور دراز قریبی بالائی زیریں شمالی جنوبی مشرقی مغربی وسطی سرحد سرحدی
    رابطہ منقطع بحال بحالی کارروائی کارروائیاں لواحقین ورثا خیمہ خیمے پناہ متبادل سامان برف گرمی سردی گرم سرد ہوا آلودگی درجہ حرارت محکمۂ زبان مادری شرکت شرکا شریک
    نکتہ نکات بند بندش قلت وافر ذخیرہ ذخائر خرید خریداری فروخت فروش دکان دکاندار بازار منڈی مل ملیں کارخانہ کارخانے فیکٹری کاروبار کاروباری حصص بولی ٹھیکہ ٹھیکیدار نیلامی
    شکایت شکایات ویب سائٹ ای میل فون نمبر ترجیح ترجیحات کمزور مضبوط طاقتور غریب امیر متوسط علاج صفائی شرح خواندگی داخلہ داخلے امتحان نصاب کتاب کتابیں تربیت
    آتا آتی آتے آنا آنے لیتا لیتی لیتے کہتا کہتے کہتی سمجھتا سمجھتے رہنے رہنا دکھا دکھانا دکھائی ڈالنا پھیل پھیلانا پھیلا بیٹھ بیٹھا کھڑا اتر چھوڑ چھوڑا توڑ جوڑ بدل بدلا سونپ سونپا ٹھہرا ٹھہرایا سراہا دہرایا اپنایا اپنانا پہنچایا دلایا کرایا کرائے کرانا جائے جائیں ہوئے ہوئی ایسا ایسے ایسی ویسے کبھی کہیں یوں ہرگز ضرور شاید بالکل بھر جوں توں
    سخت ترین بلند پست تیز تیزی سست سستا سستی مہنگا مہنگی مہنگائی نمایاں معمولی غیر معمولی تشویش تشویشناک خوش خوشی افسوس خیر مقدم شکریہ عزم اعادہ
    کارکردگی صلاحیت گنجائش رفتار رجحان پیمانے پیمانہ بنیاد بنیادوں ڈھانچہ فریم ورک خاکہ حکمت عملی لائحہ پیشگی بروقت مرتب تشکیل تحلیل توسیع کٹوتی تخفیف اجرا منسوخ منسوخی التوا ملتوی مؤخر موخر برآمد بازیاب
    دیں دوں گے چن چنا چنی چننا منتخب کھیل ملیں گی پائے پاتے سکیں موجود رہ جان جانیں گیا اندازہ اندازے وعدہ یقین دہانی نامنظور پاس گزر گزرا گزرے نکالنا کھولنا دعوت افتتاح تقریب خطاب گفتگو انٹرویو تقریر پیغام ٹوئٹ بالترتیب کنندگان مالک مالکان گزار کار ساز دہندگان کمیشنر ہیلی کاپٹر کلو ٹن میٹر کلومیٹر ایکڑ گیلن لیٹر میگاواٹ ڈیجیٹل آن لائن کمپیوٹر مشن سینٹر
    لاگو عائد رائج جائز ناجائز منسلک وابستہ سماعت پیشی دلائل مؤقف گواہی تحقیقات انکوائری برطرفی تقرری تعیناتی سینئر جونیئر عملہ ورکر کارکنان شفٹ چھٹی تعطیل تعطیلات امتحانات ڈگری وظیفہ وظائف بستر ویکسین وائرس بیماری مرض وبا ٹیکہ مہم قطرے
    کیس کیسز اموات موت غذا غذائی دودھ آٹا گوشت سبزی پھل کپاس چاول گنا مکئی فصل فصلیں بیج کھاد نہری آبپاشی طوفان خشک سالی جنگل جنگلات درخت دھواں کچرا نکاسی پائپ ٹینکر کنواں بلنگ وصولی چوری کنکشن گرڈ لوڈشیڈنگ شمسی پینل کوئلہ ایندھن پٹرول پیٹرول ڈیزل لٹر نرخ کرایہ کرائے ٹکٹ مسافر بس بسیں ٹرین میٹرو ٹریفک حادثہ حادثات موٹر سائیکل ٹرک پل سرنگ بندرگاہ جہاز کشتی کنٹینر کسٹمز اسمگلنگ ضبط ٹینڈر رشوت ریفرنس وارنٹ چھاپہ مقابلہ فائرنگ دھماکہ حملہ حملے دہشت گرد گردی آپریشن سیکیورٹی سکیورٹی چیک پوسٹ کرفیو ہڑتال دھرنا جلوس ریلی مظاہرہ مظاہرین
    خاتمہ خاتمے جانی مالی امدادی گیا بننا بنیں چلے چلیں ملنے ملیں گے رکھیں دکھائیں سکول مدرسہ کلاس نشاندہی وضع مرکوز متعارف فعال غیرفعال مؤثر موثر کارگر لازما یقینی بنایا ممنوع تجاوز تجاوزات مداخلت مزاحمت تعاون اشتراک شراکت دستیاب دستیابی نایاب درکار مطلوب مطلوبہ طلب رسد کھپت بحالی تعلق تعلقات مفاد مفادات ذمہ دارانہ رضاکار رضاکارانہ خواہش خواہشمند خریدار تاجروں صنعتکار سرمایہ کار
    لوگوں خاندانوں گھروں بچوں بچیاں بچیوں عورت عورتیں مردوں نوجوان بزرگ معذور یتیم بیوہ بے گھر بے روزگار بیروزگار بیروزگاری غربت خوشحالی ہنر مہارت کھیلوں ثقافت ثقافتی ورثہ سیاحت سیاح مذہب مذہبی اقلیتی مسجد عبادت تہوار رمضان عید محرم حج
    عہدہ عہدے سنبھال سنبھالا سنبھالنا سنبھالیں فائز چارج ملازمت نوکری فرائض منصب سربراہی قیادت تقرر برخاست رخصت ریٹائر ریٹائرمنٹ عرضی شعبہ شعبے ایوان محرک متفقہ متنازع بیرونی اندرونی شناخت ظاہر اہل نااہل اہلیت زیرسماعت قبل ازیں اس لحاظ گنجان پیچیدہ سادہ وسائل ذریعہ معاش معاوضہ اجرت اجرتیں پیشہ پیشہ ورانہ ادائیگیاں کھاتہ کھاتے منتقلیاں جمہور عدم پیروی نمٹا نمٹانا بھگت جھیل سہہ برداشت گنوا لٹ بکھر سمیٹ پوچھ پوچھا بلا بلایا طلبی بھیجنا دوڑ کھینچ پکڑ پکڑا مار مارا ٹوٹ پھوٹ گھیر گھس سو جاگ ہنس رو
    چکا چکی چکے چکیں گریز منتظر انتظار اطلاق سامنے پیچھے آگے نیچے اندر باہر مردم شماری بک بکتا بکتی فروخت گراوٹ اتار چڑھاؤ دگنا دگنی دگنے تگنا آدھی تہائی بیشتر کمتر
    سخت نرم میٹھا کڑوا صاف گندا اجازت ممانعت روانہ روانگی آمد رخصت جانچا پرکھا تولا ناپا گنا گنی گنے شمار پھیلاؤ سکڑ سکڑا سکڑنا ٹھہراؤ رکاوٹ رکاوٹیں ہچکچاہٹ پہلو پس منظر پیش رفت
    بدلے عوض باعث بنا پیدا نکلنا نکلے گرنا بڑھانے گھٹانے روکنے بچانے لانے کھونے پانے ملانے جوڑنے توڑنے بنانے رکھنے دینے لینے کرنے ہونے جانے آنے سنانے سننے بتانے پوچھنے
    خواہ نہ صرف البتہ بہرحال دراصل درحقیقت عموما خصوصا فورا بعدازاں ازسرنو دوبارہ ہمیشہ اکثر بیشتر تاحال ہنوز بدستور یکے رفتہ اچانک مسلسل لگاتار
  `,
};

const stems: Partial<Record<Language, ReadonlySet<string>>> = {};

/** Urdu verbs, by their root: any of their forms is everyday language. */
const urduRoots = (
  "کر ہو جا آ دے لے رکھ رہ کہ بتا لکھ پڑھ سن دیکھ دکھا مل ملا لگ لگا چل چلا بن بنا بیٹھ اٹھ اٹھا گر گرا بڑھ بڑھا گھٹ گھٹا بدل ٹھہر ٹھہرا رک روک نکل نکال پہنچ پہنچا بھیج لا لوٹ لوٹا " +
  "خرید بیچ کھول کھل توڑ ٹوٹ جوڑ جڑ بچ بچا مر مار جی جیت ہار کاٹ کٹ بانٹ بٹ سمجھ سمجھا سوچ مان منا پوچھ بلا بول کھا پی پلا سو جاگ پکڑ چھوڑ چھوٹ پا سک چاہ ڈال پڑ پھیل پھیلا " +
  "جل جلا بجھ بجھا برس سہ جھیل گزر گزار اتر اتار چڑھ چڑھا پلٹ مڑ موڑ ڈر ڈرا کھینچ سیکھ سکھا نبھا سنبھل سنبھال اپنا آزما ٹل ٹال ابھر ابھار گھیر گھر بھر تول ناپ گن ڈھونڈ چن چھین چھپ چھپا"
).split(" ");
const urduEndings = "نا نے نی نیں تا تی تے تیں ا ی ے یں ئے ئی ئیں یا وں و ؤ کر وا وانا وانے وائی وائے وایا".split(" ");

/** The everyday words of a language, stemmed; read when they are first asked for. */
function everyday(language: Language): ReadonlySet<string> {
  const known = stems[language];
  if (known) return known;
  const forms = language === "ur" ? urduRoots.flatMap((root) => ["", ...urduEndings].map((ending) => root + ending)) : [];
  const words = new Set([...written[language].split(/\s+/), ...forms].map((word) => stem(word, language)));
  stems[language] = words;
  return words;
}

/** True for a word that needs no source: it names nobody and nothing in particular. @param key stemmed. */
export function isEveryday(key: string, language: Language): boolean {
  return everyday(language).has(key);
}
