/** First and last names by culture, for people and for family businesses; every combination is made up. */

export interface NameTable {
  readonly first: readonly string[];
  readonly last: readonly string[];
}

const table = (first: string, last: string): NameTable => ({ first: first.split(' '), last: last.split(' ') });

export const NAMES: Readonly<Record<string, NameTable>> = {
  english: table(
    'Amelia Oliver Grace Harry Chloe Jack Emily Thomas Hannah Daniel Megan Luke Charlotte Adam Rebecca Owen Sophie Nathan Alice Callum Jessica Dylan Laura Ethan Molly Caleb Naomi Wesley Paige Marcus Tessa Grant Holly Spencer Ruth Dominic Audrey Warren Beth Elliot',
    'Whitfield Barlow Hargreaves Pemberton Ashdown Calloway Thornbury Marlowe Kingsley Fairweather Lockwood Redfern Stratton Hollis Bexley Carver Drummond Ellery Farrow Gresham Hathaway Ingram Jessop Kendrick Langley Merriman Northcott Oakes Prescott Quayle Radley Selwyn Tolliver Underhill Vance Wainwright Yardley Abernathy Birchall Crowther',
  ),
  irish: table(
    'Aoife Cian Niamh Oisín Saoirse Eoin Ciara Fionn Gráinne Declan Róisín Padraig Sinéad Conor Maeve Diarmuid',
    "O'Rourke Gallagher Kinsella Mulcahy Brennan Costello Fitzgibbon Hanrahan Devlin Lafferty Keogh McGrath Scanlon Tierney Dunphy Moriarty",
  ),
  french: table(
    'Camille Julien Élodie Mathieu Chloé Antoine Léa Benoît Margaux Théo Noémie Rémi Manon Bastien Solène Guillaume Inès Clément Adèle Loïc',
    'Delacroix Marchand Fontaine Lemoine Garnier Chevallier Perrault Aubert Besson Caradec Desmarais Étienne Faucher Gauthier Herbin Joubert Lavigne Meunier Noiret Pelletier',
  ),
  german: table(
    'Lena Jonas Anke Matthias Katharina Florian Sabine Jürgen Greta Tobias Heike Lukas Ursula Stefan Mareike Björn Annika Dieter Franziska Uwe',
    'Brandauer Köhler Lindner Vogelsang Hartwig Schönfeld Bergmann Eichhorn Reinhardt Weißmann Krämer Albrecht Dietrich Falkenberg Grünwald Hofstetter Jäger Lorenz Münch Steinbach',
  ),
  dutch: table(
    'Sanne Bram Femke Joost Lotte Sven Marieke Ruben Anouk Thijs Fleur Wouter Eline Pieter Noor Jasper',
    'Vermeulen Dekker Hoekstra Brouwer Kuipers Terpstra Verhoeven Zijlstra Hendriks Maes Claes Wouters Peeters Smeets Blom Hofman',
  ),
  nordic: table(
    'Ingrid Lars Astrid Mikkel Freja Anders Sigrid Emil Maja Henrik Solveig Rasmus Linnea Oskar Karin Torsten Åsa Søren',
    'Lindqvist Halvorsen Nyström Dahlgren Solberg Bjerregaard Holmgren Sandvik Ekström Kjærgaard Haugen Åkesson Thorsen Wikström Lundby Østergaard Fjeldstad Rosenlund',
  ),
  finnish: table(
    'Aino Eero Helmi Juhani Kaisa Mikko Päivi Sami Tuuli Ville',
    'Korhonen Mäkelä Rautio Salonen Lehtimäki Hietala Niskanen Koskela Väisänen Ahola',
  ),
  spanish: table(
    'Lucía Javier Carmen Alejandro Marisol Diego Elena Ricardo Ximena Andrés Paloma Mateo Beatriz Rafael Jimena Joaquín Valeria Óscar Rocío Emilio Daniela Tomás Inés Gonzalo',
    'Herrera Castañeda Navarro Iglesias Villanueva Montoya Salcedo Quintero Arellano Bermúdez Cifuentes Durán Escalante Fuentes Galindo Ibáñez Lozano Miranda Núñez Orellana Palacios Robles Soriano Zamora',
  ),
  portuguese: table(
    'Beatriz Thiago Larissa Rodrigo Camila Gustavo Inês Felipe Juliana Vinícius Mariana Caio Letícia Duarte Renata João Fernanda Luís',
    'Carvalho Azevedo Figueiredo Nogueira Monteiro Cardoso Teixeira Magalhães Barbosa Siqueira Pacheco Valadares Coutinho Rezende Brandão Sampaio Queirós Leitão',
  ),
  italian: table(
    'Giulia Matteo Chiara Lorenzo Francesca Davide Elisa Riccardo Martina Giorgio Silvia Paolo Ilaria Stefano Bianca Nicolò',
    'Bellini Marchetti Colombo Ferraro Santoro Gallo Rinaldi Caruso Montanari Fabbri Pellegrini Battaglia Grassi Leone Vitale Zanetti',
  ),
  greek: table(
    'Eleni Nikos Katerina Yannis Despina Stavros Ioanna Petros Zoe Thanos',
    'Papadakis Stathopoulos Karagiannis Mavros Kostas Antoniou Vlahos Economou Dimas Lambros',
  ),
  polish: table(
    'Agnieszka Tomasz Zofia Paweł Magda Krzysztof Ewa Łukasz Karolina Marek Joanna Wojciech Alicja Grzegorz',
    'Kowalczyk Wiśniewski Zieliński Szymański Wójcik Mazur Krawiec Nowicki Pawlak Sikora Ostrowski Jabłoński Lis Malinowski',
  ),
  czech: table(
    'Jana Petr Lucie Tomáš Tereza Ondřej Kateřina Jiří Veronika Pavel',
    'Dvořák Němcová Procházka Kučera Veselý Horák Marek Pokorný Beneš Fiala',
  ),
  romanian: table(
    'Ioana Andrei Mihaela Cristian Raluca Bogdan Simona Radu Alina Vlad',
    'Popescu Ionescu Dumitrescu Stanciu Munteanu Lupu Moldovan Ciobanu Rusu Dragomir',
  ),
  hungarian: table(
    'Eszter Gábor Katalin Bence Réka Zoltán Dóra Ádám',
    'Szabó Kovács Tóth Varga Halász Farkas Balogh Juhász',
  ),
  ukrainian: table(
    'Oksana Andriy Iryna Taras Olena Bohdan Yuliia Maksym',
    'Shevchuk Bondarenko Kravets Melnyk Tkachuk Lysenko Hrytsenko Savchuk',
  ),
  turkish: table(
    'Elif Mehmet Zeynep Emre Ayşe Burak Selin Kerem Derya Ozan',
    'Yıldırım Demirtaş Kaplan Özkan Aydın Şahin Koçak Polat Erdem Güneş',
  ),
  jewish: table(
    'Noa Eitan Tamar Yonatan Shira Avi Miriam Gideon Talia Ilan',
    'Rosenthal Ben-Ami Shapira Mizrahi Goldfarb Peretz Katzman Levitan Abramson Harel',
  ),
  arabic: table(
    'Layla Omar Fatima Khalid Noura Hassan Amina Tariq Salma Youssef Rania Karim Dalia Faisal Huda Samir',
    'Haddad Mansour El-Sayed Nasser Benali Khoury Al-Rashid Farouk Zidane Bakri Hamdan Tahiri Darwish Saleh Othman Rahmani',
  ),
  indian: table(
    'Priya Arjun Ananya Rohan Kavita Vikram Meera Sanjay Deepika Aditya Lakshmi Karthik Nisha Rahul Shreya Imran Pooja Manoj Divya Harpreet Gurpreet Farah Suresh Anjali',
    'Iyer Deshpande Chatterjee Malhotra Nair Reddy Bhatt Kulkarni Banerjee Gill Menon Saxena Pillai Chauhan Rao Qureshi Joshi Sandhu Fernando Perera Mukherjee Hegde Venkatesan Thakur',
  ),
  chinese: table(
    'Wei Mei-Ling Jun Xiaoyu Hao Li-Na Kevin Vivian Zhi Jing Raymond Hui-Min Cheng Yan Grace Bo',
    'Zhang Chen Liu Wong Huang Lin Tan Lim Cheung Zhao Ng Xu Leung Goh Tsai Sun',
  ),
  japanese: table(
    'Haruka Kenji Yui Takumi Sakura Daichi Aiko Hiroshi Emi Ren',
    'Nakamura Fujimoto Shimizu Hayashi Okada Morita Kobayashi Ueda Matsuda Ishikawa',
  ),
  korean: table(
    'Ji-Woo Min-Jun Soo-Yeon Hyun-Woo Eun-Ji Sang-Hoon Da-Eun Tae-Yang',
    'Park Choi Jung Kang Yoon Lim Han Shin',
  ),
  vietnamese: table('Linh Minh Thao Duc Huong Quang Mai Tuan Ngoc Hieu', 'Nguyen Tran Pham Vo Dang Bui Hoang Truong'),
  thai: table(
    'Siriporn Anan Kanya Somchai Malee Niran Pim Thanawat',
    'Srisuk Wongsakul Chaiyasit Rattanakorn Boonmee Suwan Kittisak Prasert',
  ),
  malay: table(
    'Siti Ahmad Nurul Rizal Dewi Budi Putri Hafiz Ayu Agus',
    'Rahman Wijaya Hashim Santoso Ismail Pratama Yusof Hidayat Kusuma Zainal',
  ),
  filipino: table(
    'Maria Jose Angelica Mark Kristine Paolo Jasmine Rommel Liezel Carlo Rowena Jerome',
    'Dela-Cruz Bautista Villareal Mangubat Pangilinan Salonga Dimaculangan Evangelista Macaraeg Tolentino Lacson Abad',
  ),
  nigerian: table(
    'Chidinma Emeka Folake Tunde Ngozi Ifeanyi Amara Segun Zainab Obinna Yetunde Musa',
    'Okonkwo Adeyemi Eze Balogun Nwosu Ogunleye Abubakar Ibekwe Olawale Chukwu Danjuma Afolabi',
  ),
  african: table(
    'Abena Kwame Akosua Kofi Aminata Mamadou Efua Ousmane Fatou Yaw',
    'Mensah Asante Boateng Diallo Traoré Owusu Ndiaye Koné Appiah Sow',
  ),
  kenyan: table(
    'Wanjiru Otieno Njeri Kiprono Achieng Kamau Cherono Mwangi Faith Brian',
    'Kariuki Odhiambo Chebet Wafula Njoroge Mutua Kiplagat Ochieng Maina Nyambura',
  ),
  southafrican: table(
    'Thandi Sipho Lerato Pieter Nomsa Johan Ayanda Bongani Anika Themba',
    'Dlamini Nkosi Botha Mokoena Van-Wyk Khumalo Pretorius Zulu Naidoo Molefe',
  ),
  maori: table('Aroha Tane Mere Wiremu Hana Rangi', 'Ngata Parata Tamihana Rewi Kawhia Paki'),
};

/** Names of a culture; hyphens in the tables keep compound last names together. */
export function namesOf(culture: string): NameTable {
  const found = NAMES[culture];
  if (found === undefined) throw new Error(`namesOf: expected a culture of names.ts, got ${culture}; add it`);
  return found;
}
