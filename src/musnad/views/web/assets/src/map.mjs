export const createMap = () => ({ show() {} });
export const createPlaceMap = () => ({});
