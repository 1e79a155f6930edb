import { type SpamCase, writeSpam as spam } from './spam-case.ts'

/** Advertising as strangers send it to businesses in English. */
export const englishSpam: readonly SpamCase[] = [
  spam(
    'general',
    'Earn from $500 a day working from home! No experience needed. Write + and I will tell you everything',
  ),
  spam(
    'beauty-salon',
    'Hello dear, I am a crypto trading expert. Invest $200 and get $2000 in 24 hours. DM @fx_master_trade',
  ),
  spam('real-estate', '🎰 Best online casino! 200 free spins, no deposit bonus 👉 https://lucky-spin.example/ref=44'),
  spam(
    'general',
    'Your account will be blocked within 24 hours due to violation. Verify now: https://telegram-support.example/verify',
  ),
  spam('general', 'Hi, I can promote your Telegram channel. Real active members, cheap price. Contact @promo_members'),
  spam(
    'ai-services',
    'We will rank your website #1 on Google. Guaranteed SEO results, 100 backlinks for $49. Reply for a free audit',
  ),
  spam('general', 'Join our VIP signals group! 98% win rate, 10x every week 🚀🚀 https://t.me/+VipSignals01'),
  spam('beauty-salon', 'Hot girls near you 🔞 Escort 24/7, photos and prices in the bot @sweet_nights_bot'),
  spam('general', 'AIRDROP LIVE! Connect your wallet and claim 500 USDT now: https://claim-drop.example'),
  spam(
    'real-estate',
    'Congratulations! You have won $10,000. To receive your prize, send your card details here: https://prize-claim.example',
  ),
  spam('general', 'E​a​r​n m​o​n​e​y online, $300 daily, just your phone. Text me on WhatsApp now'),
  spam(
    'ai-services',
    'Buy real Instagram followers, likes and views. 1000 followers for only $5! Order at https://followboost.example',
  ),
  spam(
    'general',
    'Need an urgent loan? Up to $50,000, no credit check, instant approval. Contact us: https://fastloan.example',
  ),
  spam(
    'general',
    'I made $5,800 this week with Mrs Olivia, she is a trusted bitcoin trader. Message her @olivia_btc_trade and thank me later',
  ),
  spam(
    'beauty-salon',
    'Viagra, Cialis, Xanax without prescription. Discreet worldwide shipping. Order here https://pills24.example',
  ),
  spam(
    'general',
    'Work from home, 1-2 hours a day, get paid $150-$400 daily. 20 places left. Send "job" to @hr_lucy_online',
    { others: 3 },
  ),
  spam(
    'real-estate',
    'Telegram Premium gift! You received a 1 year subscription, activate it: https://premium-tg.example',
  ),
  spam(
    'general',
    'Sports betting tips, fixed matches 100% sure win. Yesterday odds 25 won! Join https://t.me/+fixed100',
  ),
  spam(
    'ai-services',
    'Dear business owner, we sell verified email databases, 5 million leads for $99. Bulk sender included. DM @leads_bulk',
  ),
  spam('general', 'ＣＡＳＩＮＯ ＢＯＮＵＳ 300% first deposit, instant withdrawal https://win-big.example'),
  spam(
    'general',
    'Passive income with our AI trading bot: 5% daily guaranteed. Deposit 100 USDT and withdraw any time. https://t.me/aitrade_bot?start=inv991',
  ),
  spam('beauty-salon', 'Weed, coke, MDMA, fast delivery in your city, stealth packaging. Menu: @plug_menu_bot'),
  spam(
    'general',
    'Hi there, our agency can boost your sales 10x with Facebook and Google ads. Limited offer, only $99! Book now https://ads-boost.example',
  ),
  spam(
    'general',
    'Hello, can you spare 5 minutes? We pay $20 for each YouTube like. Daily payout. Add our manager @yt_tasks_manager',
    { others: 5 },
  ),
  spam('real-estate', 'Binance giveaway: send 0.1 BTC, receive 0.2 BTC back. Limited time! https://binance-x2.example'),
  spam('general', 'OnlyFans leaks 18+ free access, click before it is deleted https://t.me/+leaks18', {
    isChannelPost: true,
  }),
  spam(
    'general',
    'Security alert: unusual login to your Telegram. Confirm your number and code at https://tg-secure.example or lose access',
  ),
  spam('general', 'Make money online fast! Ask me how!', { others: 7 }),
  spam(
    'ai-services',
    'Dear sir, we do web design, app development, SEO, logo at cheapest price. 50% discount today. Whatsapp us +10005550100',
  ),
  spam(
    'beauty-salon',
    'Get 5-star Google reviews for your salon! Non-drop guaranteed, $8 each. Message @reviews_seller',
  ),
  spam('general', 'Sell your Telegram account for $50. Instant payment. Contact @buy_tg_acc'),
  spam(
    'real-estate',
    'Fake passports, driver licenses, SSN, diplomas, registered in the database. Fast delivery @docs_maker',
  ),
  spam('general', 'Join my channel for free crypto pumps https://t.me/+pumpnow and invite 5 friends to get 50$'),
  spam('general', 'Ｅarn $1ОО рer dаy jusт fоr clicкing! Wriте + tо sтarт'),
]
