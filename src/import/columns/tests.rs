//! Prints with side notes.

use super::super::printed::rows;
use super::pieces;

/// The notes and the text of a print.
fn divided(text: &str) -> (Vec<String>, Vec<String>) {
    let all: Vec<_> = pieces(&rows(text)).into_iter().filter(|p| !p.row.is_blank()).collect();
    let texts = |note: bool| all.iter().filter(|p| p.note == note).map(|p| p.row.text.trim().to_string()).collect();
    (texts(true), texts(false))
}

const LEFT: &str = "\
                   (2) Whoever keeps a lighthouse on the outer coast also has
               oil for two winters in the cellar, and shows the barrels to
               the inspector when she comes by.
Who may         5.-(1)  Nobody who has wrecked a ship twice or more often
be a member     within sight of the coast can sit on the lighthouse board
of the          before the third spring after the last of those wrecks,
board.
                    (a) except where the wreck saved another ship;
                    (b) except where nobody could have seen the rock.
                   (2) A seat on the board is empty after seven years, or
               as soon as its holder moves inland for good.
Expenses.       6. Oil, rope and paint are bought from the harbour fees
               of the year before.
";

#[test]
fn notes_left_of_the_text_are_taken_out() {
    let (notes, text) = divided(LEFT);
    assert_eq!(notes, ["Who may be a member of the board.", "Expenses."]);
    assert_eq!(text[3], "5.-(1)  Nobody who has wrecked a ship twice or more often");
    assert_eq!(text[4], "within sight of the coast can sit on the lighthouse board");
    assert_eq!(text.len(), 12);
    let lines = super::super::printed::lines(rows(LEFT));
    let note = lines.iter().position(|l| l.text.starts_with("Who may")).expect("note");
    assert!(lines[note + 1].text.starts_with("5.-(1)"));
    assert_eq!(lines[1].left, 0);
}

const RIGHT: &str = "\
4.-(1) So that every harbour of the island has one there will
be from this year a body of nine that is named Tide Committee.          Tide
       (2) How it is chosen and how it works stands in the table      Committee.
at the end of this law, which the Tide Committee may complete,
and in the rules that each harbour master pins to his own door.
5. Nobody prints the tides of a harbour before they were seen by       Tables not
two members, unless a storm has carried the gauge of it away.          to be pub-
                                                                       lished.
       (a) the first of the exceptions that the section knows of;
       (b) the second of them.
";

#[test]
fn notes_right_of_the_text_are_taken_out() {
    let (notes, text) = divided(RIGHT);
    assert_eq!(notes, ["Tide Committee.", "Tables not to be published."]);
    assert_eq!(text.len(), 9);
    assert!(text[1].ends_with("Tide Committee."));
}

#[test]
fn items_tables_and_headings_are_no_notes() {
    let text = "\
6.(1)       Whoever sells rope on the quay without a stamp of the board
     (a)    gives the price of it back on the same day; and
     (b)    hands the rest of it to the lighthouse, or, where there is
            none in sight, to the nearest ship that flies a flag,
and pays a fine.
                              PART II
                        ROPE AND PAINT    
      1. Short title ............................................ 3
      2. Interpretation                                           4
";
    let (notes, _) = divided(text);
    assert_eq!(notes, [""; 0]);
}

#[test]
fn a_text_with_two_spaces_between_its_words_has_no_columns() {
    let text = "Art.  48.  Quand  la  marée  monte,  le  gardien  du  port  ferme\nles  grilles,  allume  les  lampes  et  compte  les  barques  une  à\n\
                    une,  puis  note  leur  nombre  dans  le  livre  que  le  maire  lui\na  remis  au  printemps  dernier.\n";
    let (notes, lines) = divided(text);
    assert_eq!((notes.len(), lines.len()), (0, 4));
}
