/** Sentence parts that fit any work of one tone: openings, traits, benefits, what leading and learning mean. */
import type { Tone } from './family.ts';

type ByTone = Readonly<Record<Tone, string>>;

/** Openings for every tone; {a} is the article of {title}, {where} is "in Lyon" or "from home". */
export const OPENINGS =
  '{company} {about}. We are looking for {a} {title} to join us {where}.|{company} is hiring {a} {title} {where}. Our organisation {about}.|We need {a} {title} {where}. {company} {about}, and the work never gets dull.|Join {company} as {a} {title}. {company} {about}.|{title} – {company}. Who we are: {company} {about}. Who we need: somebody who knows the job and likes the people.|Looking for a new start {where}? {company} {about} and has an opening for {a} {title}.|Because we are growing, {company} wants to fill the post of {title} {where}. {company} {about}.|Our team {where} has room for one more {title}. {company} {about}.|An experienced colleague is leaving, so we need a new {title} {where}. In short: {company} {about}.|About us: {company} {about}. About the job: you would work as {a} {title} {where}.';

export const TONE_OPENINGS: ByTone = {
  care: '{company} {about}. If looking after people is more than a job to you, come and be {a} {title} with us {where}.|Kind hands wanted: {company} needs {a} {title} {where}. {company} {about}.',
  craft:
    'Good with your hands? {company} {about} and needs {a} {title} {where}.|{company} {about}. We take pride in work that lasts and want {a} {title} who does too, {where}.',
  desk: '{company} {about}. To strengthen the department {where} we are recruiting {a} {title}.|Are you at home with figures, files and people? {company} {about}; you could be our next {title} {where}.',
  tech: '{company} {about}. We are a small team that ships often, and we want {a} {title} {where}.|Come and build with us: {company} {about}. The role is {title}, {where}.',
  service:
    'Do guests and customers leave you with a smile? {company} {about} and is looking for {a} {title} {where}.|{company} {about}. Our crew {where} needs {a} {title} who keeps calm when it is busy.',
  field:
    'Rather outside than at a desk? {company} {about} and seeks {a} {title} {where}.|{company} {about}. The post of {title} {where} is for somebody who likes weather, machines and early starts.',
  school:
    '{company} {about}. From next term we need {a} {title} {where}.|Help others to learn: {company} {about} and has a vacancy for {a} {title} {where}.',
  creative:
    '{company} {about}. We would love to see your work and maybe make you our {title} {where}.|Ideas wanted! {company} {about} and is looking for {a} {title} {where}.',
};

export const TRAITS: ByTone = {
  care: 'patience and a warm manner|respect for people’s dignity and habits|calm in emergencies|clear notes and honest handovers|the strength to lift and to listen|a good sense of humour on hard days',
  craft:
    'an eye for detail|steady hands and safe habits|pride in a tidy workplace|the ability to read drawings|willingness to start early|punctuality and straight talk',
  desk: 'accuracy under deadlines|discretion with confidential matters|clear writing|a structured way of working|confidence with spreadsheets|friendliness on the phone',
  tech: 'curiosity and good questions|a habit of writing things down|care for users and colleagues|pragmatism over dogma|readiness to review and be reviewed|clear written English',
  service:
    'a friendly face at any hour|speed without hurry|a love of good service|reliability at weekends|a second language|cleanliness and good manners',
  field:
    'good physical fitness|independence and common sense|respect for nature and machines|no fear of rain, heights or mud|readiness to travel within the region|attention to safety',
  school:
    'patience with every pace of learning|clear explanations|warmth and firm boundaries|good teamwork with parents and colleagues|love of the subject|a clean background check',
  creative:
    'a portfolio that shows your thinking|openness to feedback|a feeling for language, colour or rhythm|ability to meet deadlines|curiosity about people|love of detail',
};

/** What the lead and head rungs do on top. */
export const LEADING: ByTone = {
  care: 'Lead a team of {8-30} across all shifts and *plan the rota|Coach new colleagues and *hold regular supervision talks|Own quality audits, complaints and safeguarding reports|Keep the unit within its budget and staffing plan',
  craft:
    'Run a crew of {4-18} and *hand out the day’s work|Train apprentices and *sign off their progress|Price jobs, *order materials and *keep the schedule|Check finished work and *answer to the client',
  desk: 'Lead a department of {5-24} and *set yearly goals|Report results and risks to the board|Improve processes and *introduce better tools|Hire, *coach and *appraise staff',
  tech: 'Lead a team of {4-14} and *set technical direction|Hire and *mentor engineers and *hold one-to-ones|Agree roadmaps with product and customers|Balance speed, cost and reliability across {2-7} projects',
  service:
    'Run the shift, *brief the team and *solve problems on the spot|Plan rosters for {8-40} people and *control labour cost|Train newcomers until service runs by itself|Watch sales, stock and guest reviews and *act on them',
  field:
    'Lead crews at {2-9} places and *plan machines and people|Hold safety briefings and *investigate near misses|Watch costs, yields and deliveries|Work with authorities, neighbours and suppliers',
  school:
    'Lead a team of {6-30} teachers and assistants|Observe lessons and *give useful feedback|Plan timetable, budget and training days|Speak for the school to parents and inspectors',
  creative:
    'Lead a team of {3-15} creatives and freelancers|Set the style and *give notes that help|Plan budgets, schedules and releases|Present ideas to clients and boards',
};

/** What newcomers do on top. */
export const LEARNING: ByTone = {
  care: 'Learn from an experienced mentor on every shift|Complete the induction and *collect your practice certificates',
  craft: 'Learn the trade beside skilled colleagues|Fetch, *prepare and *clean tools and materials',
  desk: 'Support the team with filing, lists and enquiries|Learn our systems step by step with a personal mentor',
  tech: 'Pair with senior colleagues and *fix smaller bugs|Learn our code base and *present what you built',
  service: 'Help wherever hands are needed and *learn every station|Follow the training plan of the first {4-12} weeks',
  field:
    'Help with seasonal tasks and *learn to handle the machines|Join safety training and *work beside an experienced hand',
  school: 'Assist colleagues in class and *prepare materials|Observe lessons and *take on small groups',
  creative: 'Help with research, drafts and production files|Sit in on pitches and *learn how ideas get made',
};

export const BENEFITS: ByTone = {
  care: 'paid training and mentoring|{25-35} days of leave|free uniform and meals on shift|a pension scheme|a relocation bonus|childcare on site|extra pay for nights and weekends|counselling for staff',
  craft:
    'tools and work clothes provided|a company van|paid overtime|trade courses at our cost|a {4-5}-day week|{22-30} days of holiday|a bonus for finished projects|long-term work close to home',
  desk: 'flexible hours|{24-32} days of leave|a yearly bonus|study leave for exams|a pension plan|health insurance for the family|two home days a week|a good canteen',
  tech: 'stock options|{25-35} days of leave|a budget for books and conferences|hardware of your choice|parental leave of {14-26} weeks|health insurance|no meetings on Fridays|a sabbatical after {4-6} years',
  service:
    'staff meals|tips shared fairly|discounts for family and friends|rosters {2-4} weeks ahead|two days off in a row|language courses|a clear path to supervisor|late transport home',
  field:
    'accommodation on site|paid travel time|protective clothing|training for machines and licences|seasonal bonus|fresh produce to take home|{22-30} days of leave|a small and honest team',
  school:
    'long holidays|small classes|a training budget|a mentor in the first year|a laptop for teaching|free lunch|reduced fees for staff children|a lively staff room',
  creative:
    'hybrid work when the project allows|credits on everything you make|a training budget|a bright studio|summer Fridays|free tickets and books|time for personal projects|{24-30} days of leave',
};

export const CLOSINGS =
  'Apply with a short letter and your CV.|Send us your application through the link; we answer within {3-10} days.|Questions are welcome before you apply.|We look forward to hearing from you!|Interviews start in {2-5} weeks.|Start date by agreement.|We welcome applicants of every background.|The post is open until filled.|A trial day is part of our process, and we pay for it.|References will be asked for at the end.|Career changers are welcome.|Tell us in three sentences why this is for you.';

export const HEADINGS = {
  duties:
    'What you will do|Your tasks|Responsibilities|The role|Day to day|Key duties|Your work|Main duties|In this job you',
  needs: 'What we look for|Requirements|What you bring|About you|Your profile|Qualifications|Must have|You have',
  offer: 'What we offer|Benefits|In return|Why join us|The package|Perks|Good to know',
} as const;

export const DUTY_STARTERS =
  'You will {duty}.|You also {duty}.|Part of the job is to {duty}.|We count on you to {duty}.|In this role you {duty}.|Most days you {duty}.|Together with colleagues you {duty}.|From time to time you {duty}.|Expect to {duty}.|You {duty}.';

/** What people say about themselves; {title}, {years}, {field}, {doing} (-ing form), {skill}, {trait}. */
export const SUMMARY_STARTS =
  '{title} with {years} years of experience in {field}.|{years} years in {field}, most recently as {title}.|I am {a} {title} who has spent {years} years in {field}.|Hands-on {title}; {years} years of practice, mainly in {field}.|{title} based in {city} with a background in {field} ({years} years).|For {years} years I have worked in {field}.|Experienced in {field}: {years} years from first job to {title}.';

export const SUMMARY_MIDDLES =
  'My strength is {doing}.|I am known for {doing}.|Much of my time goes into {doing}.|What I enjoy most: {doing}.|Recent work includes {doing}.|I have a solid record of {doing}.|Colleagues come to me for {skill}.|Confident with {skill} and {skillb}.|I bring {trait}.|Daily tools: {skill}, {skillb}.';

export const SUMMARY_ENDS =
  'Looking for a place where I can grow.|Open to relocation within {country}.|Interested in a team with fair hours and good humour.|Happy to train newcomers.|Next I would like to take on more responsibility.|Available after a notice period of {1-3} months.|I volunteer at weekends and speak {language}.|I care about doing the job properly.';
