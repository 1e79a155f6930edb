import { writeHonest as honest, type SpamCase } from './spam-case.ts'

/** First messages of clients in English, the hard ones among them. */
export const englishHonest: readonly SpamCase[] = [
  honest('beauty-salon', 'Hi! How much is a gel manicure?'),
  honest('beauty-salon', 'do you do crypto payments?'),
  honest('real-estate', 'Hello, looking for a villa in Phuket for up to $150 a day, two weeks in February'),
  honest('real-estate', 'Can I pay with bitcoin for the apartment?'),
  honest(
    'ai-services',
    'Hi, our website is https://greenfarm.example and we want a chatbot for it. What does it cost?',
  ),
  honest(
    'ai-services',
    'We run a Telegram channel @coffee_daily with 20k members. Can your assistant answer comments there?',
  ),
  honest('general', 'Hello'),
  honest('general', 'Please tell me more about your services'),
  honest('ai-services', 'We are a licensed online casino and need AI support agents. Who can I talk to?'),
  honest(
    'ai-services',
    'I need a trading bot that reads crypto signals from Telegram groups. Is it something you build?',
  ),
  honest(
    'seo-agency',
    'We need SEO for our online store, 100 backlinks and a technical audit. What is your monthly price?',
  ),
  honest('seo-agency', 'Could you promote our Telegram channel? We want real members only. https://t.me/our_yoga'),
  honest('beauty-salon', 'I saw this style here https://pinterest.example/pin/991 - can you do it?'),
  honest('beauty-salon', 'Hi, my friend @kate_ny told me about you. Any free slots on Friday?'),
  honest('real-estate', 'Is this one still available? https://t.me/bali_rent/551'),
  honest('real-estate', '2BR condo for rent, 45,000 THB a month, sea view. Contact @agent_nok', {
    isChannelPost: true,
  }),
  honest('general', 'My account was blocked and I lost the chat with you. Order #5512, can you check the status?'),
  honest('general', 'I received an email "your account will be suspended, verify now", is it from you?'),
  honest('general', 'Do you have a discount for students? 50% off was on your site yesterday'),
  honest(
    'general',
    'We make packaging and would like to discuss supplying your company. Who is in charge of purchasing?',
  ),
  honest('beauty-salon', 'Hello, I am a nail technician looking for a job, how much can I earn per day at your salon?'),
  honest('ai-services', 'We spend $500 a day on ads and lose half of the leads at night. Can AI answer them?'),
  honest(
    'ai-services',
    'Our agency sells web design, we would like to resell your bots to our clients. What are the terms?',
  ),
  honest('real-estate', 'I want to invest $200,000, what rental income can I expect per year?'),
  honest('general', 'Interested', { others: 6 }),
  honest('general', 'Hi, I would like to know the price', { others: 9 }),
  honest('beauty-salon', 'Do you offer home visits? Bridal makeup for 4 girls on Saturday'),
  honest('general', 'The payment link https://pay.example/i/881 says expired, can you send a new one?'),
  honest('general', 'I won the giveaway in your channel! How do I get my prize?'),
  honest('real-estate', 'Are you guys legit? I was promised 15% passive income by another agency and lost money'),
  honest(
    'ai-services',
    'check our channel for the tone of voice https://t.me/fin_daily and tell me if you can automate the posts',
  ),
  honest('general', 'I am a blogger with 80k followers and would love to collaborate. Is there someone I can talk to?'),
  honest('beauty-salon', 'whatsapp me please +10005550123 about keratin'),
  honest('general', 'URGENT!!! I need it delivered today, is it possible???'),
  honest('ai-services', 'need bot, budget 3k usd, deadline 1 month, dm me'),
  honest('real-estate', 'What loan or mortgage options are there for foreigners? No credit history here'),
  honest('general', 'Can I work for you remotely? I have 5 years in sales'),
  honest(
    'seo-agency',
    'Somebody sold us 1000 followers for $5 and Instagram shadowbanned us. Can you fix the account?',
  ),
  honest('beauty-salon', 'Write + if you have time on Sunday, I will come with my mom, two haircuts'),
  honest('general', 'Good evening, I want to buy 20 boxes of your tea, shipping to Berlin'),
]
