/** Of a route that is for someone, be it a guest: nobody is answered NOT_SIGNED_IN. For its `security` in the document. */
export const signedIn = [{ session: [] }];
