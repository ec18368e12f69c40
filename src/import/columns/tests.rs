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
                   (2) A court that makes an order under this section may set
               conditions for the time of the order, and may change them
               whenever the person asks for it in writing.
Who may         5.-(1)  No person who was convicted of an offence that is
be a member     punishable by imprisonment may be a member of the board
of the          for as long as the sentence has not been served in full,
board.
                    (a) unless the court decides otherwise in the matter;
                    (b) unless the person was pardoned for that offence.
                   (2) A member leaves the board when the term is over, or
               when the Minister accepts a letter of resignation.
Expenses.       6. The expenses of the board are paid from the money that
               Parliament provides for it.
";

#[test]
fn notes_left_of_the_text_are_taken_out() {
    let (notes, text) = divided(LEFT);
    assert_eq!(notes, ["Who may be a member of the board.", "Expenses."]);
    assert_eq!(text[3], "5.-(1)  No person who was convicted of an offence that is");
    assert_eq!(text[4], "punishable by imprisonment may be a member of the board");
    assert_eq!(text.len(), 12);
    let lines = super::super::printed::lines(rows(LEFT));
    let note = lines.iter().position(|l| l.text.starts_with("Who may")).expect("note");
    assert!(lines[note + 1].text.starts_with("5.-(1)"));
    assert_eq!(lines[1].left, 0);
}

const RIGHT: &str = "\
4.-(1) For the purpose of the protection of children there is
hereby established a body that is called the Board of Advice.          Board of
       (2) The provisions of the First Schedule have effect as to      Advice.
the constitution and the functions of the Board of Advice, and
of every committee that it may appoint in the course of a year.
5. Nobody may publish the name of a child that is a witness in         Names not
any court, unless the judge allows it for the good of a child.         to be pub-
                                                                       lished.
       (a) the first of the exceptions that the section knows of;
       (b) the second of them.
";

#[test]
fn notes_right_of_the_text_are_taken_out() {
    let (notes, text) = divided(RIGHT);
    assert_eq!(notes, ["Board of Advice.", "Names not to be published."]);
    assert_eq!(text.len(), 9);
    assert!(text[1].ends_with("Board of Advice."));
}

#[test]
fn items_tables_and_headings_are_no_notes() {
    let text = "\
6.(1)       A person who for the purpose of trafficking in persons acts
     (a)    as the employer of another person or as his manager; and
     (b)    takes away any document that belongs to another person, or
            destroys it, or hides it from that person in any way,
is guilty of an offence.
                              PART II
                        OFFENCES AND PENALTIES
      1. Short title ............................................ 3
      2. Interpretation                                           4
";
    let (notes, _) = divided(text);
    assert_eq!(notes, [""; 0]);
}

#[test]
fn a_text_with_two_spaces_between_its_words_has_no_columns() {
    let text = "Art.  48.  Hors  le  cas  de  flagrant  délit,  le  juge  ne  fera\naucun  acte  de  poursuite,  qu'il  n'ait  donné  communication\n\
                    de  la  procédure  au  commissaire  du  Gouvernement  qui  la\nlui  rendra  dans  les  trois  jours  suivants.\n";
    let (notes, lines) = divided(text);
    assert_eq!((notes.len(), lines.len()), (0, 4));
}
