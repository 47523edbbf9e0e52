// A calendar file as somebody else's reader understands it (ical.js, which Thunderbird uses).
import ICAL from "ical.js";

/** What a file says: its zones, and each event with at most `most` of its occurrences, moments in Unix seconds. */
export function read(text, most = 10) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(text));
  const zones = calendar.getAllSubcomponents("vtimezone").map((component) => {
    const zone = new ICAL.Timezone(component);
    ICAL.TimezoneService.register(zone);
    return zone.tzid;
  });
  const all = calendar.getAllSubcomponents("vevent");
  const masters = all.filter((component) => !component.hasProperty("recurrence-id"));
  const events = masters.map((component) => {
    const own = component.getFirstPropertyValue("uid");
    const exceptions = all.filter((c) => c.hasProperty("recurrence-id") && c.getFirstPropertyValue("uid") === own);
    return told(new ICAL.Event(component, { exceptions }), most);
  });
  return { name: calendar.getFirstPropertyValue("name"), zones, events, components: all.length };
}

function told(event, most) {
  const value = (name) => String(event.component.getFirstPropertyValue(name) ?? "");
  const occurrence = ({ startDate, endDate, item }) => ({
    start: startDate.toUnixTime(),
    end: endDate.toUnixTime(),
    summary: item.summary,
    status: item.component.getFirstPropertyValue("status"),
  });
  const occurrences = [];
  if (event.isRecurring()) {
    const days = event.iterator();
    for (let day = days.next(); day && occurrences.length < most; day = days.next()) {
      occurrences.push(occurrence(event.getOccurrenceDetails(day)));
    }
  } else {
    occurrences.push(occurrence({ startDate: event.startDate, endDate: event.endDate, item: event }));
  }
  return {
    uid: event.uid,
    summary: event.summary,
    description: event.description,
    location: event.location,
    status: value("status"),
    url: value("url"),
    sequence: event.sequence,
    zone: event.startDate.zone.tzid,
    categories: event.component.getFirstProperty("categories")?.getValues() ?? [],
    occurrences,
  };
}
