/** Words that employer names are made of. */

export const NAME_WORDS: readonly string[] =
  'Alder Amber Anchor Ashgrove Aspen Aurora Beacon Beechwood Birchfield Blackthorn Bluebell Bramble Bridgewater Brightwater Brookside Cedar Chestnut Clearwater Cliffside Cloverfield Copper Coral Cornerstone Crestview Crossroads Cypress Daybreak Dolphin Driftwood Eastgate Elmstead Evergreen Fairfield Falcon Ferndale Fjord Foxglove Granite Greenfield Gullwing Harbour Hawthorn Hazel Heather Heron Highland Hillcrest Hollow Horizon Ivory Jasmine Juniper Kestrel Kingfisher Lakeside Lantern Larkspur Laurel Lavender Lighthouse Linden Lotus Magnolia Maple Marigold Meadow Meridian Millbrook Mistral Moorland Mulberry Nightingale Northgate Oakridge Olive Orchard Osprey Palmetto Paragon Peregrine Pinecrest Plumtree Poplar Primrose Quarry Quayside Redwood Ridgeway Riverbend Rosemary Rowan Saffron Sandpiper Sequoia Silverline Skylark Solstice Southbank Sparrow Starling Stonebridge Summit Sunrise Swallow Sycamore Tamarind Terrace Thistle Tidewater Timberline Trillium Tulip Upland Valley Verbena Violet Walnut Westbrook Wheatfield Whitecliff Wildflower Willow Windward Wisteria Woodbine Yarrow Zenith'.split(
    ' ',
  );

const COINED_HEADS =
  'Velt Orbi Nuva Kest Quil Zephi Trelli Ostra Mirn Calde Fenno Harbi Jovi Lyrr Pendu Rivo Solva Tarni Umbri Wexi Bryo Cinta Dovi Elmi Garno Hexa Isca Karvi Luma Marro'.split(
    ' ',
  );
const COINED_TAILS = 'ra nova lix dian vance mark que ton via nt lo sen rion thic zo meo kin dra vex lane'.split(' ');

/** Made-up names such as "Orbilix". */
export const COINED_NAMES: readonly string[] = COINED_HEADS.flatMap((head) => COINED_TAILS.map((tail) => head + tail));
