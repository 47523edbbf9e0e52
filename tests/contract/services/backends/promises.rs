//! What every server of `docs/backends` promises, asked over the wire of each as a real process.

pub mod asking;
pub mod claims;
pub mod codes;
pub mod coming;
pub mod commands;
pub mod going;
pub mod hosting;
pub mod keeping;
pub mod killed;
pub mod lapsed;
pub mod marks;
pub mod searched;
pub mod seats;

/// The tests of a server, by its type.
macro_rules! promises {
    ($server:ty: $($module:ident::{$($name:ident),* $(,)?})*) => { $(
        mod $module {
            $(
                #[test]
                fn $name() {
                    $crate::services::backends::promises::$module::$name::<$server>();
                }
            )*
        }
    )* };
}

/// All of them.
macro_rules! all_promises {
    ($server:ty) => {
        $crate::services::backends::promises::promises! { $server:
            seats::{
                two_take_the_last_seat_at_once_two_hundred_times,
                fifty_storm_an_event_of_twenty,
                a_free_seat_is_offered_to_the_next_until_its_time_is_over,
                a_party_is_neither_split_nor_overtaken,
                whoever_is_forgotten_leaves_a_seat_to_the_next,
            }
            going::{
                each_of_a_party_is_asked_and_children_are_marked,
                who_has_not_agreed_to_be_seen_is_named_to_nobody,
                who_was_there_says_afterwards_how_it_was,
            }
            commands::{
                a_second_send_with_the_same_key_changes_nothing_and_answers_the_same,
                organisers_decide_who_is_let_in_and_nobody_else,
                the_data_set_brings_the_codes_that_open_its_doors,
            }
            coming::{
                fifty_come_at_once_by_a_code_of_ten_uses,
                killed_while_many_come_by_codes_it_has_counted_all_or_none,
            }
            claims::{
                claims_about_roles_and_others_are_nobodys,
                what_is_written_at_a_door_is_data,
            }
            codes::{
                a_code_is_told_to_who_could_have_made_it,
                codes_go_with_what_their_maker_may,
            }
            marks::{
                two_hosts_check_the_same_in_at_once_and_one_does,
                two_hundred_marks_are_kept_each_once,
                killed_while_many_are_checked_in_it_has_kept_all_or_nothing,
                who_walks_in_is_data,
            }
            hosting::{
                nobody_hosts_who_does_not,
                nobody_else_comes_once_it_is_said,
                who_is_turned_away_leaves_the_seat_to_the_next,
            }
            keeping::{
                a_chapter_has_a_parent_that_agrees,
                two_who_make_chapters_of_one_another_make_one_at_most,
                events_of_what_was_put_away_are_in_no_list,
            }
            asking::{
                who_asks_is_shown_what_is_granted_until_it_is_over,
                a_request_is_of_two_and_of_nobody_else,
                requests_go_with_who_goes,
                who_is_blocked_sees_and_is_seen_by_nobody_of_the_two,
                faces_lead_to_nobody_blocked_and_name_nobody_unlisted,
                reports_are_for_organisers_but_not_for_whom_they_are_about,
                twenty_requests_wait_at_most_and_each_is_made_once,
            }
            searched::{
                a_search_finds_what_its_viewer_sees_and_nothing_else,
                what_is_searched_for_is_data,
            }
            lapsed::{
                dues_of_another_term_come_late,
                whoever_was_not_renewed_is_in_no_directory_and_can_be_put_out,
            }
            killed::{killed_in_mid_command_it_has_done_all_or_nothing}
        }
    };
}

pub(crate) use {all_promises, promises};
