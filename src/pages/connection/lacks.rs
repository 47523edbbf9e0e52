//! Which steps of the pages a service lacks, in words: an operator sees what nobody will be offered, and why.

use leptos::prelude::*;

use crate::{
    i18n::T,
    ui::{Notice, NoticeKind, Section, changing, el, several},
};

use super::bench::Bench;

/// Queries and commands of a mapping that make a step on some page, and what that step is.
fn steps(t: T) -> [(&'static str, &'static str); 36] {
    [
        ("join", t.act_join()),
        ("withdraw", t.act_withdraw()),
        ("leave", t.act_leave()),
        ("accept-invitation", t.act_accept_invitation()),
        ("decline-invitation", t.act_decline_invitation()),
        ("invitation", t.lacks_codes()),
        ("amend", t.act_amend()),
        ("say", t.act_say()),
        ("agree", t.act_agree()),
        ("renew", t.act_renew()),
        ("follow", t.act_follow()),
        ("following", t.lacks_follow()),
        ("change-sign-up", t.act_change_sign_up()),
        ("applicants", t.lacks_applicants()),
        ("review", t.org_see()),
        ("roster", t.lacks_roster()),
        ("appoint", t.act_appoint()),
        ("remove", t.act_remove()),
        ("hand-over", t.act_hand_over()),
        ("invitations", t.lacks_invitations()),
        ("invite", t.act_invite()),
        ("revoke", t.act_revoke()),
        ("found", t.act_found()),
        ("edit", t.act_edit()),
        ("close", t.act_close()),
        ("archive", t.act_archive()),
        ("reopen", t.act_reopen()),
        ("create-event", t.act_create_event()),
        ("edit-event", t.act_edit_event()),
        ("call-off", t.act_call_off()),
        ("adopt-event", t.act_adopt_event()),
        ("write-entry", t.act_write_entry()),
        ("ask-contact", t.act_ask_contact()),
        ("grant-request", t.act_grant_request()),
        ("block", t.act_block()),
        ("report-member", t.act_report_member()),
    ]
}

/// The section, for the mapping that is at work.
pub(super) fn section(bench: Bench) -> AnyView {
    let t = bench.here.t;
    let list = changing(move || {
        let declared = bench.probe.with(|probe| probe.declared());
        let lacks = |name: &str| !declared.iter().any(|one| one.name == name);
        let lacking: Vec<String> = steps(t)
            .into_iter()
            .filter(|(name, _)| lacks(name))
            .map(|(name, words)| t.lacks_one(words, name))
            .collect();
        if lacking.is_empty() {
            return view! { <Notice kind=NoticeKind::Good text=t.lacks_none() /> }.into_any();
        }
        let text = el("p").class("muted").child(t.lacks_text());
        let rows: Vec<_> = lacking.into_iter().map(|it| el("li").child(it)).collect();
        let rows = el("ul").class("lines").child(rows);
        several(vec![text.into_any(), rows.into_any()])
    });
    view! { <Section title=t.lacks()>{list}</Section> }.into_any()
}
