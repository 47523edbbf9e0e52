mod answers;
mod faults;
mod fuzz;
mod requests;
mod texts;
mod values;
