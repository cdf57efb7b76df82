/** Who has so many known ratings or fewer is new. */
export const newcomer = 5;
